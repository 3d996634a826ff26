import { COMPLETIONS } from "../../vocabulary.ts";
import { type CommandWords, type FlagWord, type Value, valuedFlags } from "./command_words.ts";

/** Completions for PowerShell 5.1 and later. @param programs names that they are for */
export function powershellCompletions(words: CommandWords, programs: readonly string[]): string {
  const { flags, commands, defaultCommand } = words;
  // It looks a program up by its name without the ending.
  const names = programs.map((name) => name.replace(/\.exe$/, ""));
  // deno-lint-ignore waterlock/vocabulary -- shell code
  return `# ${COMPLETIONS.powershell}
#   waterlock completions powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName ${names.map(quoted).join(", ")} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)

  $values = @{
${valuedFlags(words).map(({ name, value }) => `    ${entryOf(name, value)}`).join("\n")}
  }
  $arguments = @{
${
    commands.filter(({ argument }) => argument)
      .map(({ name, argument }) => `    ${entryOf(name, argument!)}`).join("\n")
  }
  }
  $commands = [ordered]@{
${
    commands.map(({ name, description }) => `    ${quoted(name)} = ${quoted(description)}`)
      .join("\n")
  }
  }
  $flags = [ordered]@{
${flags.map((flag) => `    ${flagEntry(flag)}`).join("\n")}
  }
  $ofCommand = @{
${
    commands.map(({ name, flags }) =>
      [
        `    ${quoted(name)} = [ordered]@{`,
        ...flags.map((flag) => `      ${flagEntry(flag)}`),
        "    }",
      ].join("\n")
    ).join("\n")
  }
  }

  # What stands before the cursor: a command, how many words behind it, a flag that wants a value.
  $command = ''
  $given = 0
  $flag = ''
  foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
    if ($element.Extent.EndOffset -ge $cursorPosition) { break }
    $text = $element.ToString()
    if ($flag) { $flag = '' }
    elseif ($values.ContainsKey($text)) { $flag = $text }
    elseif ($text.StartsWith('-')) { }
    elseif (-not $command) { $command = $text }
    else { $given += 1 }
  }
  $word = [string]$wordToComplete
  $before = ''
  if (-not $flag -and $word -match '^(--[a-z-]+)=(.*)$' -and $values.ContainsKey($Matches[1])) {
    $flag = $Matches[1]
    $before = $flag + '='
    $word = $Matches[2]
  }

  $offered = [ordered]@{}
  $kind = ''
  if ($flag) { $kind = $values[$flag] }
  elseif ($word.StartsWith('-')) {
    foreach ($name in $flags.Keys) { $offered[$name] = $flags[$name] }
    $own = $ofCommand[$(if ($command) { $command } else { '${defaultCommand}' })]
    if ($own) { foreach ($name in $own.Keys) { $offered[$name] = $own[$name] } }
  }
  elseif (-not $command) { $offered = $commands }
  elseif ($given -eq 0 -and $arguments.ContainsKey($command)) { $kind = $arguments[$command] }

  if ($kind -is [array]) { foreach ($one in $kind) { $offered[$one] = $one } }
  elseif ($kind -eq 'file' -or $kind -eq 'folder') {
    [System.Management.Automation.CompletionCompleters]::CompleteFilename($word) |
      Where-Object { $kind -eq 'file' -or $_.ResultType -eq 'ProviderContainer' } |
      ForEach-Object {
        [System.Management.Automation.CompletionResult]::new(
          $before + $_.CompletionText, $_.ListItemText, $_.ResultType, $_.ToolTip)
      }
    return
  }
  foreach ($one in $offered.Keys) {
    if ($one.StartsWith($word)) {
      [System.Management.Automation.CompletionResult]::new(
        $before + $one, $one, 'ParameterValue', $offered[$one])
    }
  }
}
`;
}

function flagEntry({ name, description }: FlagWord): string {
  return `${quoted(name)} = ${quoted(description)}`;
}

/** An entry of a table of values: `'--drive' = 'folder'`. */
function entryOf(name: string, value: Value): string {
  const text = typeof value === "string" ? quoted(value) : `@(${value.map(quoted).join(", ")})`;
  return `${quoted(name)} = ${text}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
