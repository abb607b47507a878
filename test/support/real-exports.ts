/** Files with the columns that exports of other systems have when all columns are shown. */
const lines = (...some: readonly string[]) => `${some.join('\n')}\n`;

/** The list of assets of Snipe-IT as CSV. */
export const snipeItExport = lines(
  'ID,Company,Image,Asset Name,Asset Tag,Serial,Model,Model No.,Category,Status,Checked Out To,Employee Number,Location,Default Location,Manufacturer,Supplier,Purchase Date,Age,Purchase Cost,Current Value,Order Number,EOL Rate,EOL,Warranty,Warranty Expires,Requestable,Notes,Checkouts,Checkins,Requests,Created By,Created At,Updated At,Checkout Date,Last Checkin Date,Expected Checkin Date,Last Audit,Next Audit Date,BYOD',
  '1,Example AG,,ann-mbp,L-1,C02X,MacBook Pro,A2991,Laptops,Deployed (deployed),Vic (vic),,Berlin,Berlin,Apple,Dealer,2026-01-15,10 months,"2,345.00","2,000.00",PO-1,36 months,2029-01-15,36 months,2029-01-15,,,1,0,0,Admin,2026-01-16 10:00:00,2026-02-16 10:00:00,2026-02-16 10:00:00,,,,,',
  '2,Example AG,,ben-mbp,L-2,C02Y,MacBook Pro,A2991,Laptops,Ready to Deploy (deployable),,,Berlin,Berlin,Apple,,2026-01-15,10 months,"2,345.00","2,000.00",PO-1,36 months,2029-01-15,36 months,2029-01-15,,,0,0,0,Admin,2026-01-16 10:00:00,2026-02-16 10:00:00,,,,,,',
);

/** The list of computers of GLPI as CSV. Each line ends with a delimiter. */
export const glpiExport = lines(
  '"Name";"Entity";"Status";"Manufacturers";"Serial number";"Types";"Model";"Operating System - Name";"Locations";"Last update";"Components - Processor";"ID";"Inventory number";"Alternate username";"User";"Financial and administrative information - Value";',
  '"pc-7";"Root";"In use";"Dell";"ABC";"Desktop";"Optiplex";"Windows";"Berlin > 2";"2026-01-01 10:00";"i5";"7";"I-7";"vic";"vic";"800.00";',
  '"pc-8";"Root";"In stock";"Dell";"ABD";"Desktop";"Optiplex";"Windows";"Berlin > 2";"2026-01-01 10:00";"i5";"8";"";"";"";"";',
);
