import { COMPLETIONS } from "../../vocabulary.ts";
import { type CommandWords, type Value, valuedFlags } from "./command_words.ts";

/** Completions for bash 3.2, which macOS has, and later. @param programs names that they are for */
export function bashCompletions(words: CommandWords, programs: readonly string[]): string {
  const { flags, commands, defaultCommand } = words;
  const valued = valuedFlags(words);
  const named = (flags: readonly { readonly name: string }[]) =>
    flags.map(({ name }) => name).join(" ");
  const pattern = (name: string) => name === defaultCommand ? `"" | ${name}` : name;
  const withFlags = commands.filter((command) => command.flags.length > 0);
  const withArgument = commands.filter(({ argument }) => argument && argument !== "text");
  // deno-lint-ignore waterlock/vocabulary -- shell code
  return `# ${COMPLETIONS.bash} eval "$(waterlock completions bash)"

_waterlock_offer() {
  local IFS=$' \\t\\n'
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

# Bash itself completes a path best, quotes and all; bash 3.2 cannot be told to.
_waterlock_paths() {
  compopt -o "$1" 2>/dev/null && return
  local IFS=$'\\n'
  COMPREPLY=($(compgen -A "$2" -- "$cur"))
}

_waterlock() {
  local cur=\${COMP_WORDS[COMP_CWORD]} command= flag= arguments=0 word i
  local flags="${named(flags)}"
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ -n $flag ]]; then
      [[ $word == "=" ]] || flag=
    elif [[ $word == -* ]]; then
      case $word in
        ${valued.map(({ name }) => name).join(" | ")}) flag=$word ;;
      esac
    elif [[ -z $command ]]; then
      command=$word
    else
      ((arguments += 1))
    fi
  done
  [[ $cur == "=" ]] && cur=

  if [[ -n $flag ]]; then
    case $flag in
${valued.flatMap(({ name, value }) => caseOf(name, value)).join("\n")}
    esac
  elif [[ $cur == -* ]]; then
    case $command in
${
    withFlags.map(({ name, flags: own }) =>
      `      ${pattern(name)}) _waterlock_offer "$flags ${named(own)}" ;;`
    ).join("\n")
  }
      *) _waterlock_offer "$flags" ;;
    esac
  elif [[ -z $command ]]; then
    _waterlock_offer "${named(commands)}"
  elif ((arguments == 0)); then
    case $command in
${withArgument.flatMap(({ name, argument }) => caseOf(name, argument!)).join("\n")}
    esac
  fi
}

complete -F _waterlock ${programs.map(quoted).join(" ")}
`;
}

/** A line of a `case` that offers what a value may be; nothing can be offered for text. */
function caseOf(word: string, value: Value): string[] {
  if (value === "text") return [];
  // deno-lint-ignore waterlock/vocabulary -- shell code
  if (value === "folder") return [`      ${word}) _waterlock_paths dirnames directory ;;`];
  // deno-lint-ignore waterlock/vocabulary -- shell code
  if (value === "file") return [`      ${word}) _waterlock_paths default file ;;`];
  return [`      ${word}) _waterlock_offer "${value.join(" ")}" ;;`];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
