import type { Network } from '../whatsapp/network.ts';

/** Customers' phones that acknowledge by themselves, as real ones do. */
export function autoAck(network: Network): void {
  network.listeners.onSent = (account, message) => {
    if (!network.settings.autoAcks) return;
    const { autoDeliverMs, autoReadMs } = network.settings;
    setTimeout(() => network.ack(account, message, 2), autoDeliverMs).unref();
    setTimeout(() => network.ack(account, message, 3), autoDeliverMs + autoReadMs).unref();
  };
}
