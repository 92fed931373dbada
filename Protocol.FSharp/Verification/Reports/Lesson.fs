namespace PeerFunctional.Verification

type LessonAnswer =
    { Text: string
      IsRight: bool
      Reply: string }

[<RequireQualifiedAccess>]
type LessonAim =
    | Violate of property: string
    | Take of steps: string list

type Lesson =
    { Name: string
      Title: string
      Topic: string
      World: string
      Budget: FaultBudget
      Watch: string
      Seen: string
      Question: string
      Answers: LessonAnswer list
      Task: string
      Aim: LessonAim
      Why: string
      Law: string
      Mends: string list }

module Lesson =

    let private answer isRight text reply =
        { Text = text
          IsRight = isRight
          Reply = reply }

    let wrong text reply = answer false text reply
    let right text reply = answer true text reply
