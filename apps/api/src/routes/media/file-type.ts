/** What a form's part has whose program named no type (the form's own default), or only that it is a file. */
const SAYS_NOTHING = new Set(['text/plain', 'application/octet-stream']);

/**
 * The type of an uploaded file: as it was told, or by its name where that said nothing. Many programs name none, and a
 * picture would reach its customer as a document of text.
 */
export function typeOfFile(fileName: string, told: string): string {
  if (!SAYS_NOTHING.has(told.toLowerCase())) return told;
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return types.get(extension) ?? told;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** What WhatsApp shows, and what businesses send. */
const types = new Map([
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
  ['mp4', 'video/mp4'],
  ['3gp', 'video/3gpp'],
  ['aac', 'audio/aac'],
  ['m4a', 'audio/mp4'],
  ['mp3', 'audio/mpeg'],
  ['amr', 'audio/amr'],
  ['ogg', 'audio/ogg'],
  ['opus', 'audio/opus'],
  ['pdf', 'application/pdf'],
  ['csv', 'text/csv'],
  ['zip', 'application/zip'],
  ['doc', 'application/msword'],
  ['xls', 'application/vnd.ms-excel'],
  ['ppt', 'application/vnd.ms-powerpoint'],
  ['docx', `${OFFICE}.wordprocessingml.document`],
  ['xlsx', `${OFFICE}.spreadsheetml.sheet`],
  ['pptx', `${OFFICE}.presentationml.presentation`],
]);
