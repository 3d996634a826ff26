/**
 * What the most forgetful file system takes a name or path for. Two that are the same so are never both
 * made in one folder; some of them are told apart everywhere, but not all by every system.
 *
 * exFAT, FAT and NTFS compare by an upper-case table of single letters; APFS by Unicode's full case
 * folding of the decomposed form, so that `ß`, `ẞ` and `SS` are one. `/` stays where it is.
 */
export function fold(text: string): string {
  if (IS_ASCII.test(text)) return text.toLowerCase();
  // ẞ is in lower case ß, of which only the upper case is SS: hence there and back.
  return text.normalize("NFD").toLowerCase().toUpperCase().toLowerCase().normalize("NFD");
}

const IS_ASCII = /^[\0-\x7f]*$/;
