import { strictEqual } from "node:assert/strict";
import { markup, phrase } from "../../../lib/cli/report/markup.ts";

Deno.test("what is put into a template is text, in an element and in an attribute", () => {
  const name = `<b onclick='x'>"&amp;`;
  strictEqual(
    markup`<i title="${name}">${name}</i>`.text,
    '<i title="&lt;b onclick=&#39;x&#39;&gt;&#34;&amp;amp;">&lt;b onclick=&#39;x&#39;&gt;&#34;&amp;amp;</i>',
  );
});

Deno.test("a template in a template stays what it is, several come one behind the other, nothing is nothing", () => {
  const items = ["a", "<"].map((item) => markup`<li>${item}</li>`);
  strictEqual(
    markup`<ul>${items}${null}${undefined}${false}${0}</ul>`.text,
    "<ul><li>a</li><li>&lt;</li>0</ul>",
  );
});

Deno.test("what no browser can show is a box", () => {
  strictEqual(markup`${"a\u0000b\ud800c\u001b"}`.text, "a\ufffdb\ufffdc\ufffd");
});

Deno.test("a phrase has its facts as HTML where the language puts them, and all else as text", () => {
  const facts = [markup`<b>27 TiB</b>`, "<i>"] as const;
  const said = (sum: string, name: string) => `${sum} of "${name}" & more`;
  const turned = (sum: string, name: string) => `of ${name}: ${sum}`;
  strictEqual(phrase(said, ...facts).text, "<b>27 TiB</b> of &#34;&lt;i&gt;&#34; &amp; more");
  strictEqual(phrase(turned, ...facts).text, "of &lt;i&gt;: <b>27 TiB</b>");
});
