namespace PeerFunctional.Verification

type TestSource =
    { Opens: string list
      World: string
      Properties: string }
