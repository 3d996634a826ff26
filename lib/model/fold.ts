/**
 * What the most forgetful file system takes a name or path for. Two that are the same so are never both
 * made in one folder; some of them are told apart everywhere, but not all by every system.
 *
 * exFAT, FAT and NTFS compare by an upper-case table of single letters; APFS by Unicode's full case
 * folding of the decomposed form, so that `ß`, `ẞ` and `SS` are one; HFS+ and an ext4 that folds case
 * leave out what is not seen besides, such as joiners (Apple's TN1150, Linux's `fs/unicode`). `/` stays
 * where it is.
 */
export function fold(text: string): string {
  if (IS_ASCII.test(text)) return text.toLowerCase();
  const seen = text.normalize("NFD").replace(UNSEEN, "");
  // ẞ is in lower case ß, of which only the upper case is SS: hence there and back.
  return seen.toLowerCase().toUpperCase().toLowerCase().normalize("NFD");
}

const IS_ASCII = /^[\0-\x7f]*$/;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
