import type { ProductAddresses } from './product-world.ts';

const VARIABLE = 'PRODUCT_UNDER_TEST';

/** Hands the addresses of the running product to the processes that run the specs. */
export function shareAddresses(addresses: ProductAddresses): void {
  process.env[VARIABLE] = JSON.stringify(addresses);
}

/** The addresses of the product that the global set-up has booted. */
export function productAddresses(): ProductAddresses {
  const text = process.env[VARIABLE];
  if (!text)
    throw new Error('No product is running: the specs need the global set-up of playwright.config.ts.');
  return JSON.parse(text);
}
