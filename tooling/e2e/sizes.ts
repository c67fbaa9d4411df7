// At which size a test runs: at a desk's, unless a word from here stands at it. What looks or is worked the same at every size
// is tested at one.

/** Where the width decides how something looks or is reached, and both ways have to hold. */
export const atBothSizes = { tag: '@both-sizes' } as const;

/** What is a phone's alone, or harder where there is little room. */
export const onPhone = { tag: '@phone' } as const;

/** Of two that differ in their language or theme alone each is tested at one size. */
export const onPhoneIf = (isOnPhone: boolean) => (isOnPhone ? onPhone : {});

/** Which tests the project of each size takes. */
export const testsOf = {
  desktop: { grepInvert: /@phone$/ },
  mobile: { grep: /@(both-sizes|phone)$/ },
} as const;
