// Calls, as the page has them: filed in a map by a page that cannot take any, the active one of a page that can.

import { createWid } from './ids.js';
import { Emitter } from './models.js';

/** So long it rings. */
const RING_MS = 2000;

class CallCollection extends Emitter {
  calls = new Map();
  activeCall = null;

  get(id) {
    return this.calls.get(id);
  }

  setActiveCall(call) {
    this.activeCall = call;
    this.trigger('change:activeCall', call);
  }
}

export const Calls = new CallCollection();

/** Somebody calls. */
export function ring({ from, hasVoip, ...rest }) {
  const call = { ...rest, peerJid: createWid(from), groupJid: null };
  if (!hasVoip) {
    Calls.calls.set(call.id, call);
    return;
  }
  // Such a call does not say when it began.
  Calls.setActiveCall({ ...call, offerTime: 0 });
  setTimeout(() => Calls.activeCall?.id === call.id && Calls.setActiveCall(null), RING_MS);
}
