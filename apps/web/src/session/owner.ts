/** Whose something is that the browser keeps: one person's in one organisation, and in another one it is not theirs. */
export interface Owner {
  organizationId: string;
  userId: string;
}
