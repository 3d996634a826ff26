/** More files at a time than this help no disk. */
export const MOST_JOBS = 64;

/** Whether a number can be that of the files that are copied side by side. */
export function isJobs(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= MOST_JOBS;
}
