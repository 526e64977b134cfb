#!/usr/bin/env bash
# A decision table whose hit policy is UNIQUE is wrong where two rules hold for one case, and one of ANY where they give
# different answers (OMG, Decision Model and Notation, chapter 8.2, hit policies): it has no result then. SpiffWorkflow 3.2.0
# gives that of the first rule in both, as if the policy were FIRST: of two limits that contradict each other a case gets
# the one that was written first, and the author never hears of it.
# Seen on 29 November 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install SpiffWorkflow==3.2.0
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import io

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.camunda.parser import CamundaParser

PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
 id="D" targetNamespace="http://example.org/p">
 <process id="p" isExecutable="true">
  <startEvent id="s"><outgoing>f1</outgoing></startEvent>
  <sequenceFlow id="f1" sourceRef="s" targetRef="t"/>
  <businessRuleTask id="t" name="limit" camunda:decisionRef="limit">
   <incoming>f1</incoming><outgoing>f2</outgoing>
  </businessRuleTask>
  <sequenceFlow id="f2" sourceRef="t" targetRef="e"/>
  <endEvent id="e"><incoming>f2</incoming></endEvent>
 </process>
</definitions>"""
TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="D" namespace="http://example.org/d">
 <decision id="limit" name="limit">
  <decisionTable id="l" hitPolicy="{policy}">
   <input id="i"><inputExpression id="x" typeRef="number"><text>tier</text></inputExpression></input>
   <output id="o" name="days" typeRef="number"/>
   <rule id="r1">
    <inputEntry id="a1"><text>&gt; 1</text></inputEntry><outputEntry id="c1"><text>5</text></outputEntry>
   </rule>
   <rule id="r2">
    <inputEntry id="a2"><text>&gt; 2</text></inputEntry><outputEntry id="c2"><text>10</text></outputEntry>
   </rule>
  </decisionTable>
 </decision>
</definitions>"""
for policy in ("UNIQUE", "ANY", "FIRST", "COLLECT"):
    parser = CamundaParser()
    parser.add_bpmn_io(io.BytesIO(PROCESS.encode()))
    parser.add_dmn_io(io.BytesIO(TABLE.format(policy=policy).encode()))
    workflow = BpmnWorkflow(parser.get_spec("p"), parser.get_subprocess_specs("p"))
    for task in workflow.get_tasks():
        task.data["tier"] = 3
    workflow.run_all()
    print(policy, workflow.last_task.data)
PYTHON
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
UNIQUE {'tier': 3, 'days': 5}
ANY {'tier': 3, 'days': 5}
FIRST {'tier': 3, 'days': 5}
COLLECT {'tier': 3, 'days': [5, 10]}
SEEN
echo "PASS: as it was seen on 29 November 2026"
