namespace PeerFunctional.Verification

[<NoEquality; NoComparison>]
type internal ReplayProblem<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison>
    =
    { Candidate: Candidate<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
      Inputs: ObservedEvent<'message>[][]
      Outputs: ObservedEvent<'message>[][]
      Reset: Set<int>
      UnseenOutputs: string voption[]
      UnseenEnds: string voption[]
      Supposed: Guess<'message> list[]
      Window: ReplayWindow
      Column: int
      LeftOut: Set<struct (int * string)> }

module internal ReplayProblem =

    let isLeftOut said words problem =
        not problem.LeftOut.IsEmpty && Set.contains (struct (said, words ())) problem.LeftOut
