namespace PeerFunctional.Verification

/// The kinds of a type's values by name: the cases of a union, with those of a union inside.
module internal Kinds =

    /// The kinds of a type's values, each told with a word, and the kind of a value: `sends Command.Bye`
    val told<'values> : word: string -> struct (string list * ('values -> string))

    /// What a value says besides its kind, for counts: its numbers, each by the name of its field, and the names in it.
    val details: value: obj -> struct ((string * int64) list * string list)
