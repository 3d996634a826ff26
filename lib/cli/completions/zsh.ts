import { COMPLETIONS } from "../../vocabulary.ts";
import { type CommandWords, type FlagWord, type Value, valuedFlags } from "./command_words.ts";

/** Completions for zsh. @param programs names that they are for */
export function zshCompletions(words: CommandWords, programs: readonly string[]): string {
  const { flags, commands, defaultCommand } = words;
  const valued = valuedFlags(words).map(({ name }) => name).join(" | ");
  // deno-lint-ignore waterlock/vocabulary -- shell code
  return `#compdef ${programs.filter((name) => /^[\w.-]+$/.test(name)).join(" ")}
# ${COMPLETIONS.zsh}
#   source <(waterlock completions zsh)

_waterlock_commands() {
  local -a commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`).join("\n")}
  )
  _describe -t commands command commands
}

_waterlock() {
  local command= word i
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    case $word in
      ${valued}) ((i += 1)) ;;
      -*) ;;
      *) command=$word; break ;;
    esac
  done

  local -a specs=(
    '1:command:_waterlock_commands'
${flags.map((flag) => `    ${flagSpec(flag)}`).join("\n")}
  )
  case $command in
${
    commands.map(({ name, flags, argument }) =>
      [
        `    ${name === defaultCommand ? `"" | ${name}` : name})`,
        ...flags.map((flag) => `      specs+=(${flagSpec(flag)})`),
        ...(argument ? [`      specs+=(${quoted(`2:${name}:${action(argument)}`)})`] : []),
        "      ;;",
      ].join("\n")
    ).join("\n")
  }
  esac
  _arguments -S : $specs
}

if [[ $funcstack[1] == _waterlock ]]; then
  _waterlock "$@"
else
  compdef _waterlock ${programs.map(quoted).join(" ")}
fi
`;
}

/** As `_arguments` takes it, see zshcompsys(1). A flag with a value may be given again. */
function flagSpec({ name, description, value }: FlagWord): string {
  const told = `[${description.replace(/[[\]\\:]/g, "\\$&")}]`;
  return quoted(value ? `*${name}=${told}:${name.slice(2)}:${action(value)}` : `${name}${told}`);
}

function action(value: Value): string {
  if (value === "text") return " ";
  if (value === "folder") return "_files -/";
  if (value === "file") return "_files";
  return `(${value.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
