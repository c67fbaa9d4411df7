import type { World } from '../whatsapp/world.ts';

const BUSINESS = { phone: '+996700555010', name: 'Soul KG' };

const CUSTOMERS = [
  { phone: '+996555214783', name: 'Айгуль Асанова' },
  { phone: '+77012345678', name: 'Нурлан Сериков' },
  { phone: '+79161234567', name: 'Мария Иванова' },
  { phone: '+998901234567', name: 'Dilnoza Karimova', usesLid: true },
];

/** A business and a few customers to play with, where there is nobody yet. */
export function furnish(world: World): void {
  if (world.accounts.size > 0) return;
  const account = world.addAccount(BUSINESS);
  for (const customer of CUSTOMERS) world.addCustomer(account, customer);
}
