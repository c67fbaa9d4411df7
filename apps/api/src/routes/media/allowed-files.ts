import { Problem } from '@soul-kg-crm/shared/problems';

/** Refuses programs: nobody sends them to customers on purpose, and WhatsApp bans numbers that do. */
export function requireSendable(fileName: string, mimeType: string): void {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  if (!programExtensions.has(extension) && !programTypes.has(mimeType.toLowerCase())) return;
  throw new Problem('UNSUPPORTED_MEDIA_TYPE');
}

const programExtensions = new Set(
  'apk app bat cmd com cpl deb dll dmg exe hta jar js jse lnk mjs msi msp ps1 reg rpm scr sh vbe vbs wsf'.split(
    ' ',
  ),
);

const programTypes = new Set([
  'application/vnd.android.package-archive',
  'application/vnd.microsoft.portable-executable',
  'application/x-dosexec',
  'application/x-executable',
  'application/x-msdos-program',
  'application/x-msdownload',
  'application/x-msi',
  'application/x-sh',
  'application/java-archive',
  'text/javascript',
]);
