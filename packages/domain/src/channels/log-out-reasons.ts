/** Nobody was connected to tell WhatsApp: the phone goes on listing the device until somebody removes it there. */
export const LOGOUT_UNCONFIRMED = 'LOGOUT_UNCONFIRMED';

/** The transition of a session by which its login was given up, by the organisation or on the phone. */
export const WAS_LOGGED_OUT = {
  status: 'DISCONNECTED' as const,
  reason: { in: ['LOGGED_OUT', LOGOUT_UNCONFIRMED] },
};
