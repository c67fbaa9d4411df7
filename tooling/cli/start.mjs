import { runProduct } from '../bootstrap/run-product.mjs';
import { runCommand } from '../bootstrap/steps.mjs';

/** npm start – the whole product in production mode, on a machine that has only Node and npm. */
await runCommand(() => runProduct('start'));
