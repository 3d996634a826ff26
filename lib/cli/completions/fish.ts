import { COMPLETIONS } from "../../vocabulary.ts";
import { type CommandWords, type FlagWord, type Value, valuedFlags } from "./command_words.ts";

/** Completions for fish 3 and later. @param programs names that they are for */
export function fishCompletions(words: CommandWords, programs: readonly string[]): string {
  const { flags, commands, defaultCommand } = words;
  const valued = valuedFlags(words).map(({ name }) => name).join(" ");
  const line = (...parts: readonly string[]) => `    complete -c $name ${parts.join(" ")}`;
  // deno-lint-ignore waterlock/vocabulary -- shell code
  return `# ${COMPLETIONS.fish}
#   waterlock completions fish | source

# The command that stands before the cursor, if one does.
function __waterlock_command
    set -l isValue no
    for word in (commandline -opc)[2..-1]
        if test $isValue = yes
            set isValue no
        else if contains -- $word ${valued}
            set isValue yes
        else if not string match -q -- '-*' $word
            echo $word
            return
        end
    end
    return 1
end

function __waterlock_needs_command
    not __waterlock_command >/dev/null
end

# Whether a command is meant; where none is named it is ${defaultCommand}.
function __waterlock_is
    set -l command (__waterlock_command; or echo ${defaultCommand})
    contains -- $command $argv
end

for name in ${programs.map(quoted).join(" ")}
${line("-f")}
${
    commands.map(({ name, description }) =>
      line("-n __waterlock_needs_command", `-a ${name}`, `-d ${quoted(description)}`)
    ).join("\n")
  }
${flags.map((flag) => line(flagParts(flag))).join("\n")}
${
    commands.flatMap(({ name, flags, argument }) => {
      const isMeant = `-n '__waterlock_is ${name}'`;
      return [
        ...flags.map((flag) => line(isMeant, flagParts(flag))),
        ...(argument && argument !== "text" ? [line(isMeant, offer(argument))] : []),
      ];
    }).join("\n")
  }
end
`;
}

function flagParts({ name, description, value }: FlagWord): string {
  const parts = [`-l ${name.slice(2)}`, `-d ${quoted(description)}`];
  return [...parts, ...(value ? ["-r", offer(value)] : [])].join(" ");
}

/** What is offered for a value: `-F` files in spite of the `-f` above. */
function offer(value: Value): string {
  if (value === "text") return "-f";
  if (value === "folder") return "-f -a '(__fish_complete_directories)'";
  if (value === "file") return "-F";
  return `-f -a ${quoted(value.join(" "))}`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
