namespace PeerFunctional.CapnWeb

open System.Collections.Generic

/// Names of JavaScript's base object, which no peer may reach or overwrite. Senders write them; receivers refuse them.
module RefusedName =

    let private names =
        HashSet
            [ "constructor"
              "__proto__"
              "__defineGetter__"
              "__defineSetter__"
              "__lookupGetter__"
              "__lookupSetter__"
              "hasOwnProperty"
              "isPrototypeOf"
              "propertyIsEnumerable"
              "toLocaleString"
              "toString"
              "valueOf" ]

    /// Whether a step of a path by this name reads as undefined, even where the target has it.
    let isRefused name = names.Contains name

    /// Whether a key of an object, or a property of an error, is dropped. Its value is evaluated all the same, so that the
    /// stubs in it are released.
    let isRefusedKey name = name = "toJSON" || isRefused name
