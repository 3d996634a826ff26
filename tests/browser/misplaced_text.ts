/**
 * What is wrong with where the text of a page stands: beyond the window, cut off, or over another one.
 * To be evaluated in the page; gives a line for each. What is meant to be read out alone does not count, and
 * what ends in an ellipsis is not cut off.
 */
export const FIND_MISPLACED_TEXT = `(() => {
  // What nobody scrolled to yet has a height that is only guessed.
  document.styleSheets[0].insertRule("section, tr { content-visibility: visible !important; }");
  const found = [], boxes = [];
  const right = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > right) {
    found.push("the page is " + document.documentElement.scrollWidth + " wide");
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    const text = node.data.trim(), parent = node.parentElement;
    if (!text || parent.closest("script, title, style")) continue;
    let isHidden = false;
    const clip = { left: -1e9, right: 1e9, top: -1e9, bottom: 1e9 };
    let isEllipsis = false, isCut = false;
    for (let above = parent; above && above !== document.body; above = above.parentElement) {
      const style = getComputedStyle(above);
      if (style.clipPath !== "none" || style.display === "none") isHidden = true;
      if (style.textOverflow === "ellipsis") isEllipsis = true;
      if (style.overflowX === "hidden" && !(above instanceof SVGElement)) {
        const box = above.getBoundingClientRect();
        clip.left = Math.max(clip.left, box.left);
        clip.right = Math.min(clip.right, box.right);
        clip.top = Math.max(clip.top, box.top);
        clip.bottom = Math.min(clip.bottom, box.bottom);
      }
    }
    if (isHidden) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue;
      const box = {
        text: text.slice(0, 40), parent,
        left: Math.max(rect.left, clip.left), right: Math.min(rect.right, clip.right),
        top: Math.max(rect.top, clip.top), bottom: Math.min(rect.bottom, clip.bottom),
      };
      isCut ||= !isEllipsis && rect.right > clip.right + 1 || rect.bottom > clip.bottom + 3;
      if (box.left < -1 || box.right > right + 1) found.push("beyond the window: " + box.text);
      if (box.right > box.left && box.bottom > box.top) boxes.push(box);
    }
    if (isCut) found.push("cut off: " + text.slice(0, 40));
  }
  boxes.sort((a, b) => a.top - b.top);
  for (let at = 0; at < boxes.length; at++) {
    const one = boxes[at];
    for (let next = at + 1; next < boxes.length && boxes[next].top < one.bottom - 3; next++) {
      const other = boxes[next];
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      // Lines stand close: what hangs down from one may reach into the next one's box.
      if (across > 1 && down > 5 && one.parent !== other.parent) {
        found.push("over each other: " + one.text + " | " + other.text);
      }
    }
  }
  return found.slice(0, 20);
})()`;
