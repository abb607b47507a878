// The tests that `npm run mutation` repeats for each mutant, in one file, so that jest loads the modules once and not once for each file.
// The property tests are left out: they take longer than all others together, and kill by chance.
import '../unit/availability/agreed-window.test.ts';
import '../unit/availability/interval-arithmetic.test.ts';
import '../unit/availability/interval-cases.test.ts';
import '../unit/availability/reported-cases.test.ts';
import '../unit/availability/work-times.test.ts';
import '../unit/availability/worked-examples.test.ts';
import '../unit/depreciation/adjustments.test.ts';
import '../unit/depreciation/book-entry.test.ts';
import '../unit/depreciation/disposals.test.ts';
import '../unit/depreciation/fact-checks.test.ts';
import '../unit/depreciation/journal.test.ts';
import '../unit/depreciation/money.test.ts';
import '../unit/depreciation/reported-cases.test.ts';
import '../unit/depreciation/splitting.test.ts';
import '../unit/depreciation/spreading.test.ts';
import '../unit/depreciation/worked-examples.test.ts';
