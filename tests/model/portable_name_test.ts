import { deepStrictEqual, notStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { fold } from "../../lib/model/fold.ts";
import { countLettersIn, nameHeldAs, portableName } from "../../lib/model/portable_name.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** Names as ext4 has them, of what is hardest on a rule more often than not. */
const names = fc.oneof(
  fc.array(
    fc.constantFrom(
      ...[...'<>:"|?*\\% .~aZ2537ACFf0\u0001\u001f'],
      ...["é", "e\u0301", "ß", "😀", "%3A", "%25", "%2E", "CON", "nul", "com1", "LPT¹", "%4E"],
      "~0123456789abcdef0123456789abcdef",
      ".waterlock-partial",
    ),
    { minLength: 1, maxLength: 120 },
  ).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", minLength: 1, maxLength: 255 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 }),
).map((text) => text.replaceAll(/[/\0]/g, "_"))
  .filter((name) => name !== "." && name !== ".." && bytesOf(name) <= 255);

Deno.test("a name that every system holds stays as it is", () => {
  for (
    const name of [
      "a.txt",
      "a%20b",
      "100%",
      "%zz",
      "%3a",
      "%C3",
      ".hidden",
      " leading",
      "CONSOLE",
      "COM10",
      "console.con",
      "com",
      "a~1",
      "Straße",
      "日本語",
      "x~0123456789abcdef0123456789abcdef",
      "x%41y",
    ]
  ) {
    strictEqual(portableName(name), name);
    strictEqual(nameHeldAs(name), name);
  }
});

Deno.test("a name that some system refuses gets a readable substitute", () => {
  const substitutes = {
    "a:b": "a%3Ab",
    "what?": "what%3F",
    '<>:"|?*\\': "%3C%3E%3A%22%7C%3F%2A%5C",
    "tab\there": "tab%09here",
    "end.": "end%2E",
    "dots...": "dots..%2E",
    "end ": "end%20",
    "...": "..%2E",
    CON: "CO%4E",
    "nul.tar.gz": "nu%6C.tar.gz",
    "aux .txt": "au%78 .txt",
    "Com1": "Com%31",
    "lpt²": "lpt%C2%B2",
    "CONIN$": "CONIN%24",
    "50%: half": "50%25%3A half",
    "a.WATERLOCK-partial": "a%2EWATERLOCK-partial",
  };
  for (const [name, substitute] of Object.entries(substitutes)) {
    strictEqual(portableName(name), substitute);
    strictEqual(nameHeldAs(substitute), name);
    strictEqual(decodeURIComponent(substitute), name);
  }
});

Deno.test("a name that looks like a substitute gets one itself", () => {
  for (
    const [name, substitute] of [
      ["a%3Ab", "a%253Ab"],
      ["a%253Ab", "a%25253Ab"],
      ["CO%4E", "CO%254E"],
      ["100%20", "100%2520"],
      ["%61.txt", "%2561.txt"],
    ] as const
  ) {
    strictEqual(portableName(name), substitute);
    strictEqual(nameHeldAs(substitute), name);
  }
});

Deno.test("what is Waterlock's own in a place gets a substitute there, and its looks with it", () => {
  const isOwn = (name: string) => name === "~1";
  strictEqual(portableName("~1", { isOwn }), "%7E1");
  strictEqual(portableName("%7E1", { isOwn }), "%257E1");
  strictEqual(nameHeldAs("%7E1", { isOwn }), "~1");
  strictEqual(portableName("~1"), "~1");
});

Deno.test("letters are encoded from the first one on, until no other spelling is taken for it", () => {
  strictEqual(portableName("a.txt", { letters: 1 }), "%61.txt");
  strictEqual(portableName("1-é:", { letters: 1 }), "1-%C3%A9%3A");
  strictEqual(portableName("aB", { letters: 2 }), "%61%42");
  for (const substitute of ["%61.txt", "%61%42", "1-%C3%A9%3A"]) {
    strictEqual(nameHeldAs(substitute), decodeURIComponent(substitute));
  }
  strictEqual(countLettersIn("a1é-Z"), 3);
});

Deno.test("a substitute that grows too long is cut, and told from what looks like it", () => {
  const name = ":".repeat(120), other = ":".repeat(119) + "?";
  const substitute = portableName(name);
  ok(/^(%3A)+~[0-9a-f]{32}$/.test(substitute));
  ok(bytesOf(substitute) <= 255 && bytesOf(substitute) > 240);
  notStrictEqual(portableName(other), substitute);
  strictEqual(nameHeldAs(substitute), null);
  const ofLookalike = portableName(substitute);
  notStrictEqual(ofLookalike, substitute);
});

Deno.test("every system can hold a portable name", () => {
  fc.assert(
    fc.property(names, fc.nat(3), (name, letters) => {
      const substitute = portableName(name, { letters });
      // deno-lint-ignore no-control-regex
      ok(!/["*:<>?|\\/\u0000-\u001f]/.test(substitute));
      ok(!/[. ]$/.test(substitute));
      ok(!/^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i.test(substitute));
      ok(!fold(substitute).endsWith(".waterlock-partial"));
      ok(bytesOf(substitute) <= 255);
    }),
    { numRuns: 3000 },
  );
});

Deno.test("a portable name leads back to its name", () => {
  fc.assert(
    fc.property(names, fc.nat(3), (name, letters) => {
      fc.pre(letters <= countLettersIn(name));
      const held = nameHeldAs(portableName(name, { letters }));
      ok(held === name || held === null);
      if (held === null) ok(bytesOf(name) > 80);
    }),
    { numRuns: 5000 },
  );
});

Deno.test("no two names have the same portable name, what looks like one of them included", () => {
  fc.assert(
    fc.property(names, (name) => {
      const family = [name];
      for (let depth = 0; depth < 3; depth++) {
        const last = family.at(-1)!;
        for (const next of [portableName(last), portableName(last, { letters: 1 })]) {
          if (bytesOf(next) <= 255) family.push(next);
        }
        family.push(last.slice(0, -1) || "x", last.toUpperCase().slice(0, 80));
      }
      const different = new Set(family.filter((one) => one !== "" && bytesOf(one) <= 255));
      strictEqual(new Set([...different].map((one) => portableName(one))).size, different.size);
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(names, names, (left, right) => {
      deepStrictEqual(portableName(left) === portableName(right), left === right);
    }),
  );
});

Deno.test("one letter more always makes another name of it, in every spelling", () => {
  fc.assert(
    fc.property(names, (name) => {
      fc.pre(bytesOf(name) < 80);
      const all = [];
      for (let letters = 0; letters <= countLettersIn(name); letters++) {
        all.push(fold(portableName(name, { letters })));
      }
      ok(new Set(all).size >= all.length - 2, all.join(" "));
    }),
  );
});
