namespace PeerFunctional.CapnWeb

/// Names that a partner may not use: those of JavaScript's base object.
module RefusedName =

    let private names =
        set
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

    /// Whether a name in a path reads as undefined.
    let isRefused name = Set.contains name names

    /// Whether a key of an object or an error is dropped.
    let isRefusedKey name = name = "toJSON" || isRefused name
