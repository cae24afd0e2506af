// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import WorkflowModel

extension StepTypes {
  static let httpMethods = [
    Choice("GET"), Choice("HEAD"), Choice("POST"), Choice("PUT"), Choice("PATCH"), Choice("DELETE"), Choice("OPTIONS"),
  ]

  static let httpAuth = ObjectRow(
    "auth", "How the request proves who sends it.",
    fields: [
      FieldRow(
        "scheme", .choice([Choice("none"), Choice("basic"), Choice("bearer"), Choice("api_key")]), required: true,
        "How."),
      FieldRow("username", .text(.template), "The user of `basic`."),
      FieldRow("secret", .text(.reference(.registry(.secret))), "A secret's name, or `${{ secrets.NAME }}`."),
      FieldRow("header", .text(.template), "The header of `api_key`."),
    ])

  /// `http`: calls an HTTP API.
  static let http = stepType(
    "http", "Calls an HTTP API and checks the status code.", title: "an http step",
    fields: [
      FieldRow("url", .text(.url), required: true, "Where the request goes."),
      FieldRow("method", .choice(httpMethods), default: "GET", "The request's method."),
      FieldRow("headers", .map(.scalar, key: .plain), "The request's headers."),
      FieldRow("body", .any, "The request's body; a mapping or list is sent as JSON."),
      FieldRow("auth", .object(httpAuth), "How the request proves who sends it."),
      FieldRow("expect", .list(.text(.httpStatus)), default: "2xx", "Status codes or classes that count as success."),
    ],
    outputs: [
      OutputRow("status_code", .int, "The response's status code."),
      OutputRow("body", .dyn, "The response's body, decoded where it is JSON."),
      OutputRow("headers", .map(.string, .string), "The response's headers."),
    ], seconds: 2,
    snippet: ["id: ${1:check}", "type: http", "url: ${2:https://example.com/health}"])
}
