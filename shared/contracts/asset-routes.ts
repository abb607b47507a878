import { moveAsset, moveAssets, registerAssets, registerLot, reportCondition, voidAsset } from './asset-actions.ts';
import { costCenters, locations, reportSightings, reportUsage, vendors } from './asset-use.ts';
import { adjustAsset, listAdjustments, readDepreciation, readValue } from './asset-values.ts';
import { giveAssetFacet, listAssets, patchAsset, readAsset, registerAsset } from './assets.ts';
import { acceptAssignment, checkInAsset, checkOutAsset, declineAssignment, listAssignments } from './assignments.ts';
import { closeBook, listBooks, listCategories, putBook, putCategory, readBook, readCategory, reopenBook } from './books.ts';
import { listContracts, listCosts, makeContract, readContract, readCostOfOwnership, readServiceCost, recordCost } from './costs.ts';
import { addTerm, assignSeat, listSeats, listTerms, patchTerm, releaseSeat } from './licenses.ts';
import { addPoolMember, createPool, pools, removePoolMember } from './pools.ts';

/** The routes of the area "Assets". No spreads: the bundler removes this list from other functions only without them. */
export const assetRoutes = [
  registerAsset,
  listAssets,
  readAsset,
  patchAsset,
  giveAssetFacet,
  moveAsset,
  reportCondition,
  voidAsset,
  moveAssets,
  registerAssets,
  registerLot,
  checkOutAsset,
  listAssignments,
  checkInAsset,
  acceptAssignment,
  declineAssignment,
  createPool,
  pools.list,
  pools.read,
  pools.patch,
  pools.remove,
  addPoolMember,
  removePoolMember,
  reportSightings,
  reportUsage,
  vendors.list,
  vendors.rename,
  locations.list,
  locations.rename,
  costCenters.list,
  costCenters.rename,
  listBooks,
  readBook,
  putBook,
  closeBook,
  reopenBook,
  listCategories,
  readCategory,
  putCategory,
  adjustAsset,
  listAdjustments,
  readValue,
  readDepreciation,
  addTerm,
  listTerms,
  patchTerm,
  assignSeat,
  listSeats,
  releaseSeat,
  recordCost,
  listCosts,
  readCostOfOwnership,
  readServiceCost,
  makeContract,
  listContracts,
  readContract,
];
