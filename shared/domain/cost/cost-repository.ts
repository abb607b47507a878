import type { Page, PageRequest, Write } from '../store.ts';
import type { AssetCost } from './asset-cost.ts';
import type { ContractShare, VendorContract } from './vendor-contract.ts';

/** The costs of assets, and the contracts over them. */
export interface CostRepository {
  add(cost: AssetCost): Write;
  /** All costs of an asset, by their dates. */
  of(asset: string): Promise<readonly AssetCost[]>;
  page(asset: string, request: PageRequest): Promise<Page<AssetCost>>;
  /** Costs for a period that ends after a date, by that end. For lists only (T4). */
  prepaidAfter(date: string, request: PageRequest): Promise<Page<AssetCost>>;
}

export interface VendorContractRepository {
  find(id: string): Promise<VendorContract | undefined>;
  /** In the order of creation. For lists only (T4). */
  page(request: PageRequest): Promise<Page<VendorContract>>;
  save(contract: VendorContract): Write;
  /** The part of an asset in a contract. It is written before the contract, and counts only once the contract is stored. */
  saveShare(share: ContractShare): Write;
  /** The contracts of an asset, each with its part in every payment. */
  sharesOf(item: string): Promise<readonly { readonly contract: VendorContract; readonly share: ContractShare['share'] }[]>;
  /** Contracts that end after a date, by that end. For lists only (T4). */
  endingAfter(date: string, request: PageRequest): Promise<Page<VendorContract>>;
}
