// Whatever keeps something of a person in this browser, and listens for their leaving as soon as its module is there: for
// whoever tells of it where nothing of the dashboard is shown, or not any more.
import '@/features/conversation/sending/forget-unsent';
import '@/session/desktop-notices';
