// SPDX-License-Identifier: Apache-2.0
import CommandLineTool

@main
enum Main {
  static func main() { WflintCommand.start() }
}
