"""Talks to a kernel as a notebook does: session.py KERNEL; steps as JSON on the standard input, an answer for each on the standard output.

A step is {"run": CODE} (with "interrupt": TEXT the cell is interrupted as soon as it has printed TEXT), {"complete": CODE}, {"inspect": CODE}, both at the end of CODE, or
{"finished": CODE}, whether the code is complete.
"""
import json
import sys

from jupyter_client.manager import start_new_kernel

PATIENCE = 120
manager, client = start_new_kernel(kernel_name=sys.argv[1], startup_timeout=PATIENCE)


def run(code, interrupt=None):
    answer = {"stdout": "", "stderr": "", "shown": {}, "error": []}
    sent = client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE)
        kind, content = message["msg_type"], message["content"]
        if message["parent_header"].get("msg_id") != sent:
            continue
        if kind == "stream":
            answer[content["name"]] += content["text"]
            if interrupt is not None and interrupt in answer["stdout"]:
                manager.interrupt_kernel()
                interrupt = None
        elif kind in ("display_data", "update_display_data") and "display_id" in content.get("transient", {}):
            answer.setdefault("bars", {}).setdefault(content["transient"]["display_id"], []).append([kind, content["data"]["text/plain"]])
        elif kind in ("execute_result", "display_data"):
            answer["shown"] = content["data"]
        elif kind == "error":
            answer["error"] = content["traceback"]
        elif kind == "status" and content["execution_state"] == "idle":
            return answer


def step(wish):
    if "run" in wish:
        return run(wish["run"], wish.get("interrupt"))
    if "complete" in wish:
        content = client.complete(wish["complete"], len(wish["complete"]), reply=True, timeout=PATIENCE)["content"]
        return {"matches": content["matches"], "start": content["cursor_start"]}
    if "inspect" in wish:
        content = client.inspect(wish["inspect"], len(wish["inspect"]), reply=True, timeout=PATIENCE)["content"]
        return {"text": content["data"].get("text/plain", "") if content["found"] else ""}
    sent = client.is_complete(wish["finished"])
    while True:
        reply = client.get_shell_msg(timeout=PATIENCE)
        if reply["parent_header"].get("msg_id") == sent:
            return {"status": reply["content"]["status"]}


try:
    print(json.dumps([step(wish) for wish in json.load(sys.stdin)]))
finally:
    client.stop_channels()
    manager.shutdown_kernel()
