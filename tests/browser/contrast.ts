/** Pairs of the page's colours, what is written and on what, that a person must be able to read. */
const READ = [
  ["--ink", "--paper"],
  ["--ink", "--card"],
  ["--ink", "--water"],
  ["--ink", "--bed"],
  ["--soft", "--paper"],
  ["--soft", "--card"],
  ["--accent", "--paper"],
  ["--accent", "--card"],
  ["--harm", "--paper"],
];

/**
 * The pairs whose contrast is less than 4.5 to 1 (w3.org/TR/WCAG22/#contrast-minimum). To be evaluated in
 * the page.
 */
export const FIND_POOR_CONTRAST = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const style = getComputedStyle(document.documentElement);
  const luminance = (name) => {
    canvas.fillStyle = style.getPropertyValue(name).trim();
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = Array.from(canvas.getImageData(0, 0, 1, 1).data, (value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return ${JSON.stringify(READ)}.flatMap(([text, ground]) => {
    const [dark, light] = [luminance(text), luminance(ground)].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    return ratio < 4.5 ? [text + " on " + ground + ": " + ratio.toFixed(2)] : [];
  });
})()`;
