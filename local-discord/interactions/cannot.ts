/** What Discord's own app would not let a person do: an unknown command, a disabled button, a missing option. */
export class CannotDo extends Error {}
