/**
 * The linter's rule `waterlock/vocabulary`: what a person reads stands in `lib/vocabulary.ts`, where a
 * translator finds it. Two words in a row anywhere else in the program are an offence, but where nobody
 * reads them as words: SQL, markup, what a `TypeError` or `RangeError` tells the next programmer, and
 * the descriptions of the JSON Schema, which are documentation. Named in `deno.json`; run by `deno lint`.
 */
import { dirname, relative } from "node:path";

const PROJECT = dirname(import.meta.dirname!);

type Words = Deno.lint.StringLiteral | Deno.lint.TemplateLiteral;

const plugin: Deno.lint.Plugin = {
  name: "waterlock",
  rules: {
    vocabulary: {
      create(context) {
        if (!isWatched(context.filename)) return {};
        const judge = (node: Words, text: string) => {
          if (!isSentence(text) || isForProgrammers(node)) return;
          const message = `What a person reads belongs in lib/vocabulary.ts: ${text.slice(0, 60)}`;
          context.report({ node, message });
        };
        return {
          Literal(node) {
            if (typeof node.value === "string") judge(node as Deno.lint.StringLiteral, node.value);
          },
          TemplateLiteral(node) {
            judge(node, node.quasis.map(({ cooked }) => cooked).join("§"));
          },
        };
      },
    },
  },
};

export default plugin;

/** Whether a file may not hold sentences. @param path absolute, as the system writes it */
function isWatched(path: string): boolean {
  const inside = relative(PROJECT, path).replaceAll("\\", "/");
  return /^(main\.ts$|lib\/)/.test(inside) && !/^lib\/(vocabulary\.ts$|cli\/json\/)/.test(inside);
}

const SQL =
  /\b(SELECT|FROM|WHERE|INSERT|UPDATE|DELETE|CREATE|PRAGMA|VALUES|ORDER BY|GROUP BY|JOIN|CASE|SET|AND|OR|IMMEDIATE|COALESCE|SAVEPOINT|VACUUM|ATTACH|CONSTRAINT|INTEGER|TEXT|BLOB|NULL)\b/;

/** Whether two words of a language follow each other in a text. */
function isSentence(text: string): boolean {
  if (SQL.test(text)) return false;
  return /\p{L}{2,}[,;:.]? \p{L}{2,}/u.test(text.replace(/<[^>]*>/g, "§"));
}

/** Whether a text is the message of an error that only a mistake in the program can raise. */
function isForProgrammers({ parent }: Words): boolean {
  return parent.type === "NewExpression" && parent.callee.type === "Identifier" &&
    ["TypeError", "RangeError"].includes(parent.callee.name);
}
