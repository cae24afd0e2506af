// SPDX-License-Identifier: Apache-2.0

@testable import Reporting

/// What each format makes of `Fixture.report`.
enum Golden {
  static let text = #"""
    ./ops/de ploy,x:y.wf.yaml:8:13: error[WF201] unknown-step: no step is named `paln`
       8 |     needs: [paln]
         |             ^^^^
       4 |   - id: plan
         |         ---- a similar name
         --> other.wf.yaml:3:7 and here
         = help: Steps are named by their `id`.
         = fix: replace with `plan`
       8 -     needs: [paln]
       8 +     needs: [plan]

    ./ops/de ploy,x:y.wf.yaml:9:10: warning[WF305] constant-condition: always false, 100%: [a;b]
       9 |     if: "部署 == 1"
         |          ^^^^^^^^^
         = fix: remove the condition (unsafe)
       9 -     if: "部署 == 1"

    ./ops/de ploy,x:y.wf.yaml:11:1: hint[WF102] tab: tab in <indentation> & "more"
      11 |     - 🚀 bad␛[31m
         | ^^^^^^^^^^^^^^^^^

    secret.wf.yaml:1:1: error[WF000] unreadable: permission denied

    2 errors, 1 warning, 1 hint in 2 files; 1 fixable with --fix, 1 more with --unsafe-fixes

    """#

  static let concise = #"""
    ./ops/de ploy,x:y.wf.yaml:8:13: error[WF201] no step is named `paln`
    ./ops/de ploy,x:y.wf.yaml:9:10: warning[WF305] always false, 100%: [a;b]
    ./ops/de ploy,x:y.wf.yaml:11:1: hint[WF102] tab in <indentation> & "more"
    secret.wf.yaml:1:1: error[WF000] permission denied
    2 errors, 1 warning, 1 hint in 2 files; 1 fixable with --fix, 1 more with --unsafe-fixes

    """#

  static let json = #"""
    {"version":1,"diagnostics":[
    {"path":"./ops/de ploy,x:y.wf.yaml","code":"WF201","name":"unknown-step","severity":"error","message":"no step is named `paln`","range":{"start":{"line":8,"column":13,"offset":105},"end":{"line":8,"column":17,"offset":109}},"related":[{"path":"./ops/de ploy,x:y.wf.yaml","message":"a similar name","range":{"start":{"line":4,"column":9,"offset":46},"end":{"line":4,"column":13,"offset":50}}},{"path":"other.wf.yaml","message":"and here","range":{"start":{"line":3,"column":7,"offset":40}}}],"fixes":[{"title":"replace with `plan`","applicability":"safe","edits":[{"range":{"start":{"line":8,"column":13,"offset":105},"end":{"line":8,"column":17,"offset":109}},"replacement":"plan"}]}],"help":"Steps are named by their `id`.","url":"https://example.com/rules/WF201"},
    {"path":"./ops/de ploy,x:y.wf.yaml","code":"WF305","name":"constant-condition","severity":"warning","message":"always false, 100%: [a;b]","range":{"start":{"line":9,"column":10,"offset":120},"end":{"line":9,"column":17,"offset":131}},"related":[],"fixes":[{"title":"remove the condition","applicability":"unsafe","edits":[{"range":{"start":{"line":9,"column":1,"offset":111},"end":{"line":10,"column":1,"offset":133}},"replacement":""}]}],"help":null,"url":null},
    {"path":"./ops/de ploy,x:y.wf.yaml","code":"WF102","name":"tab","severity":"hint","message":"tab\nin <indentation> & \"more\"","range":{"start":{"line":11,"column":1,"offset":142},"end":{"line":11,"column":14,"offset":158}},"related":[],"fixes":[],"help":null,"url":null},
    {"path":"secret.wf.yaml","code":"WF000","name":"unreadable","severity":"error","message":"permission denied","range":{"start":{"line":1,"column":1,"offset":0},"end":{"line":1,"column":1,"offset":0}},"related":[],"fixes":[],"help":null,"url":null}]}

    """#

  static let sarif = #"""
    {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"wflint","version":"1.2.3","informationUri":"https://example.com/wflint","rules":[
    {"id":"WF102","name":"tab","shortDescription":{"text":"A tab indents."},"fullDescription":{"text":"A tab indents."},"help":{"text":"YAML forbids it.","markdown":"YAML forbids it."},"defaultConfiguration":{"level":"note"},"properties":{"fixable":false}},
    {"id":"WF201","name":"unknown-step","shortDescription":{"text":"A name that no step has."},"fullDescription":{"text":"A name that no step has."},"help":{"text":"It **never** runs.","markdown":"It **never** runs."},"helpUri":"https://example.com/rules/WF201","defaultConfiguration":{"level":"error"},"properties":{"fixable":true}},
    {"id":"WF305","name":"constant-condition","shortDescription":{"text":"It never changes."},"fullDescription":{"text":"It never changes."},"help":{"text":"So it is dead.","markdown":"So it is dead."},"defaultConfiguration":{"enabled":false},"properties":{"fixable":true}}]}},"columnKind":"unicodeCodePoints","results":[
    {"ruleId":"WF201","ruleIndex":1,"level":"error","message":{"text":"no step is named `paln`\nSteps are named by their `id`."},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"ops/de%20ploy%2Cx%3Ay.wf.yaml","uriBaseId":"%SRCROOT%"},"region":{"startLine":8,"startColumn":13,"endLine":8,"endColumn":17}}}],"partialFingerprints":{"wflint/v1":"ee8fcf8417314fff:1"},"relatedLocations":[{"id":0,"message":{"text":"a similar name"},"physicalLocation":{"artifactLocation":{"uri":"ops/de%20ploy%2Cx%3Ay.wf.yaml","uriBaseId":"%SRCROOT%"},"region":{"startLine":4,"startColumn":9,"endLine":4,"endColumn":13}}},{"id":1,"message":{"text":"and here"},"physicalLocation":{"artifactLocation":{"uri":"other.wf.yaml","uriBaseId":"%SRCROOT%"},"region":{"startLine":3,"startColumn":7}}}],"fixes":[{"description":{"text":"replace with `plan`"},"artifactChanges":[{"artifactLocation":{"uri":"ops/de%20ploy%2Cx%3Ay.wf.yaml","uriBaseId":"%SRCROOT%"},"replacements":[{"deletedRegion":{"startLine":8,"startColumn":13,"endLine":8,"endColumn":17},"insertedContent":{"text":"plan"}}]}],"properties":{"applicability":"safe"}}]},
    {"ruleId":"WF305","ruleIndex":2,"level":"warning","message":{"text":"always false, 100%: [a;b]"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"ops/de%20ploy%2Cx%3Ay.wf.yaml","uriBaseId":"%SRCROOT%"},"region":{"startLine":9,"startColumn":10,"endLine":9,"endColumn":17}}}],"partialFingerprints":{"wflint/v1":"01cfa70b3cf4ec20:1"},"fixes":[{"description":{"text":"remove the condition"},"artifactChanges":[{"artifactLocation":{"uri":"ops/de%20ploy%2Cx%3Ay.wf.yaml","uriBaseId":"%SRCROOT%"},"replacements":[{"deletedRegion":{"startLine":9,"startColumn":1,"endLine":10,"endColumn":1},"insertedContent":{"text":""}}]}],"properties":{"applicability":"unsafe"}}]},
    {"ruleId":"WF102","ruleIndex":0,"level":"note","message":{"text":"tab\nin <indentation> & \"more\""},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"ops/de%20ploy%2Cx%3Ay.wf.yaml","uriBaseId":"%SRCROOT%"},"region":{"startLine":11,"startColumn":1,"endLine":11,"endColumn":14}}}],"partialFingerprints":{"wflint/v1":"1e6f5fdd1967b726:1"}},
    {"ruleId":"WF000","level":"error","message":{"text":"permission denied"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"secret.wf.yaml","uriBaseId":"%SRCROOT%"},"region":{"startLine":1,"startColumn":1}}}],"partialFingerprints":{"wflint/v1":"bd51879b08370d1a:1"}}]}]}

    """#

  static let github = #"""
    ::error file=ops/de ploy%2Cx%3Ay.wf.yaml,line=8,endLine=8,col=13,endColumn=17,title=WF201 unknown-step::no step is named `paln`%0ASteps are named by their `id`.
    ::warning file=ops/de ploy%2Cx%3Ay.wf.yaml,line=9,endLine=9,col=10,endColumn=17,title=WF305 constant-condition::always false, 100%25: [a;b]
    ::notice file=ops/de ploy%2Cx%3Ay.wf.yaml,line=11,endLine=11,col=1,endColumn=14,title=WF102 tab::tab%0Ain <indentation> & "more"
    ::error file=secret.wf.yaml,line=1,endLine=1,col=1,endColumn=1,title=WF000 unreadable::permission denied

    """#

  static let gitlab = #"""
    [
    {"description":"WF201: no step is named `paln`","check_name":"unknown-step","fingerprint":"ee8fcf8417314fff:1","severity":"major","location":{"path":"ops/de ploy,x:y.wf.yaml","lines":{"begin":8,"end":8}}},
    {"description":"WF305: always false, 100%: [a;b]","check_name":"constant-condition","fingerprint":"01cfa70b3cf4ec20:1","severity":"minor","location":{"path":"ops/de ploy,x:y.wf.yaml","lines":{"begin":9,"end":9}}},
    {"description":"WF102: tab\nin <indentation> & \"more\"","check_name":"tab","fingerprint":"1e6f5fdd1967b726:1","severity":"info","location":{"path":"ops/de ploy,x:y.wf.yaml","lines":{"begin":11,"end":11}}},
    {"description":"WF000: permission denied","check_name":"unreadable","fingerprint":"bd51879b08370d1a:1","severity":"major","location":{"path":"secret.wf.yaml","lines":{"begin":1,"end":1}}}]

    """#

  static let checkstyle = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="4.3">
      <file name="./ops/de ploy,x:y.wf.yaml">
        <error line="8" column="13" severity="error" message="no step is named `paln`" source="wflint.WF201"/>
        <error line="9" column="10" severity="warning" message="always false, 100%: [a;b]" source="wflint.WF305"/>
        <error line="11" column="1" severity="info" message="tab&#10;in &lt;indentation&gt; &amp; &quot;more&quot;" source="wflint.WF102"/>
      </file>
      <file name="secret.wf.yaml">
        <error line="1" column="1" severity="error" message="permission denied" source="wflint.WF000"/>
      </file>
    </checkstyle>

    """#

  static let junit = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="wflint" tests="5" failures="2" errors="0">
      <testsuite name="clean.wf.yaml" tests="1" failures="0" errors="0" skipped="0">
        <testcase name="no findings" classname="clean.wf.yaml" file="clean.wf.yaml"/>
      </testsuite>
      <testsuite name="./ops/de ploy,x:y.wf.yaml" tests="3" failures="1" errors="0" skipped="0">
        <testcase name="WF201 unknown-step at 8:13" classname="./ops/de ploy,x:y.wf.yaml" file="./ops/de ploy,x:y.wf.yaml" line="8">
          <failure type="error" message="no step is named `paln`">./ops/de ploy,x:y.wf.yaml:8:13: no step is named `paln`&#10;Steps are named by their `id`.</failure>
        </testcase>
        <testcase name="WF305 constant-condition at 9:10" classname="./ops/de ploy,x:y.wf.yaml" file="./ops/de ploy,x:y.wf.yaml" line="9">
          <system-out>warning: ./ops/de ploy,x:y.wf.yaml:9:10: always false, 100%: [a;b]</system-out>
        </testcase>
        <testcase name="WF102 tab at 11:1" classname="./ops/de ploy,x:y.wf.yaml" file="./ops/de ploy,x:y.wf.yaml" line="11">
          <system-out>hint: ./ops/de ploy,x:y.wf.yaml:11:1: tab&#10;in &lt;indentation&gt; &amp; &quot;more&quot;</system-out>
        </testcase>
      </testsuite>
      <testsuite name="secret.wf.yaml" tests="1" failures="1" errors="0" skipped="0">
        <testcase name="WF000 unreadable at 1:1" classname="secret.wf.yaml" file="secret.wf.yaml" line="1">
          <failure type="error" message="permission denied">secret.wf.yaml:1:1: permission denied</failure>
        </testcase>
      </testsuite>
    </testsuites>

    """#

  static let rdjson = #"""
    {"source":{"name":"wflint","url":"https://example.com/wflint"},"diagnostics":[
    {"message":"no step is named `paln`\nSteps are named by their `id`.","location":{"path":"ops/de ploy,x:y.wf.yaml","range":{"start":{"line":8,"column":13},"end":{"line":8,"column":17}}},"severity":"ERROR","code":{"value":"WF201","url":"https://example.com/rules/WF201"},"suggestions":[{"range":{"start":{"line":8,"column":13},"end":{"line":8,"column":17}},"text":"plan"}],"relatedLocations":[{"message":"a similar name","location":{"path":"ops/de ploy,x:y.wf.yaml","range":{"start":{"line":4,"column":9},"end":{"line":4,"column":13}}}},{"message":"and here","location":{"path":"other.wf.yaml","range":{"start":{"line":3}}}}]},
    {"message":"always false, 100%: [a;b]","location":{"path":"ops/de ploy,x:y.wf.yaml","range":{"start":{"line":9,"column":10},"end":{"line":9,"column":21}}},"severity":"WARNING","code":{"value":"WF305"},"suggestions":[{"range":{"start":{"line":9,"column":1},"end":{"line":10,"column":1}},"text":""}]},
    {"message":"tab\nin <indentation> & \"more\"","location":{"path":"ops/de ploy,x:y.wf.yaml","range":{"start":{"line":11,"column":1},"end":{"line":11,"column":17}}},"severity":"INFO","code":{"value":"WF102"}},
    {"message":"permission denied","location":{"path":"secret.wf.yaml","range":{"start":{"line":1,"column":1},"end":{"line":1,"column":1}}},"severity":"ERROR","code":{"value":"WF000"}}]}

    """#

  static let azure = #"""
    ##vso[task.logissue type=error;sourcepath=ops/de ploy,x:y.wf.yaml;linenumber=8;columnnumber=13;code=WF201;]no step is named `paln`%0ASteps are named by their `id`.
    ##vso[task.logissue type=warning;sourcepath=ops/de ploy,x:y.wf.yaml;linenumber=9;columnnumber=10;code=WF305;]always false, 100%AZP25: [a;b]
    ##vso[task.logissue type=warning;sourcepath=ops/de ploy,x:y.wf.yaml;linenumber=11;columnnumber=1;code=WF102;]tab%0Ain <indentation> & "more"
    ##vso[task.logissue type=error;sourcepath=secret.wf.yaml;linenumber=1;columnnumber=1;code=WF000;]permission denied

    """#

}
