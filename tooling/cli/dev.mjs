import { runProduct } from '../bootstrap/run-product.mjs';
import { runCommand } from '../bootstrap/steps.mjs';

/** npm run dev – the whole product, reloading what changes. */
await runCommand(() => runProduct('dev'));
