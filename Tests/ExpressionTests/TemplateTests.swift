// SPDX-License-Identifier: Apache-2.0
import Expression
import Testing

/// Strings with interpolations.
struct TemplateTests {
  /// Segments: literal text as it is, interpolations in `«»`, unclosed ones with a `…` behind.
  @Test(arguments: [
    ("plain", "plain"), ("${{ a }}", "« a »"), ("x-${{ a }}-y", "x-|« a »|-y"), ("${{a}}${{b}}", "«a»|«b»"),
    ("${{ '}}' }}", "« '}}' »"), ("${{ {'a': {'b': 1}} }}", "« {'a': {'b': 1}} »"),
    ("${{ \"\\\"}}\" }} z", "« \"\\\"}}\" »| z"),
    ("a ${{ b", "a |« b…"), ("${{ it's }} b", "« it's »| b"), ("$${{a}}", "$|«a»"), ("${a}", "${a}"), ("${{}}", "«»"),
    ("${{ r'\\' }} x", "« r'\\' »| x"), ("${{ '''a'}}''' }}", "« '''a'}}''' »"), ("${{ a ${{ b }}", "« a ${{ b »"),
    ("}} ${{ a }}", "}} |« a »"), ("", ""), ("é${{ 'é' }}é", "é|« 'é' »|é"),
  ])
  func segments(_ text: String, _ expected: String) {
    let template = Template(parsing: text)
    let shown = template.segments.map { segment in
      switch segment.kind {
      case .literal: template.text(segment.range)
      case .expression(let inner, let isClosed): "«" + template.text(inner) + (isClosed ? "»" : "…")
      }
    }
    #expect(shown.joined(separator: "|") == expected)
    #expect(template.segments.map { template.text($0.range) }.joined() == text)
  }

  @Test func aLoneInterpolationKeepsItsType() {
    #expect(Template(parsing: "${{ a }}").single != nil)
    #expect(Template(parsing: " ${{ a }}").single == nil)
  }

  @Test func manyUnclosedOpeningsAreQuick() {
    #expect(Template(parsing: String(repeating: "${{ ' ", count: 50_000)).segments.count == 1)
    #expect(Template(parsing: String(repeating: "${{ ' }}", count: 20_000)).segments.count <= 20_000)
  }
}
