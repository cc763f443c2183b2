# For graph_files_test.cpp: what other programs make of the files. Writes JSON.
#   read_graph.py graphml FILE   the graph as networkx reads it
#   read_graph.py svg FILE       the texts of a drawing by Graphviz, in their order
import json
import sys
import xml.etree.ElementTree as ElementTree

kind, path = sys.argv[1:]
if kind == "graphml":
    import networkx

    graph = networkx.read_graphml(path)
    result = {
        "directed": graph.is_directed(),
        "data": {k: v for k, v in graph.graph.items() if k not in ("node_default", "edge_default")},
        "nodes": [data for _, data in graph.nodes(data=True)],
        "edges": [
            dict(data, source=graph.nodes[a]["party"], target=graph.nodes[b]["party"])
            for a, b, data in graph.edges(data=True)
        ],
    }
else:
    # Graphviz draws blanks that would collapse as no-break spaces.
    texts = ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")
    result = [(t.text or "").replace("\u00a0", " ") for t in texts]
json.dump(result, sys.stdout)
