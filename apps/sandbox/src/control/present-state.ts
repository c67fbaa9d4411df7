import type { Network } from '../whatsapp/network.ts';

/** Everything at a glance: accounts, who is connected, codes on screens, missing modules. */
export function presentState(network: Network) {
  return {
    settings: network.settings,
    missing: [...network.missing],
    codes: [...network.lines].flatMap(({ id, codes, qr, sinceMs }) =>
      codes.ref === null ? [] : [{ page: id, ref: codes.ref, qr, sinceMs }],
    ),
    accounts: [...network.world.accounts.values()].map((account) => ({
      phone: account.phone,
      name: account.name,
      lid: account.lid,
      isLinked: account.devices.length > 0,
      isConnected: network.lineOf(account.phone) !== undefined,
      hasDialog: network.lineOf(account.phone)?.hasDialog ?? false,
      customers: account.customers,
      messageCount: account.messages.length,
      faults: network.world.faultsOf(account.phone),
    })),
  };
}
export type SandboxState = ReturnType<typeof presentState>;
