"""A Piper voice of 2 kB: the inputs, the output and the description of a real one, and no training.

Each phoneme sounds as a sine of its own for six frames of 256 samples, at ``length_scale`` 1. A voice with breath adds
noise from an operator that draws by lot, as all real voices have; it does so in the very place: the noise is scaled by
``noise_scale``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SYMBOLS = "_^$ !'(),-.:;?abcdefghijklmnopqrstuvwxyzæçðøħŋœɐɑɒɔɕɖəɚɛɜɟɡɪɫɬɹɾʀʁʃʊʌʍʎʏʒʔʝβθχᵻːˈˌ\u0303\u0329"
HOP = 256
FRAMES = 6


def make_voice(
    folder: Path,
    name: str = "en_US-tiny-medium",
    *,
    speakers: tuple[str, ...] = (),
    rate: int = 22050,
    breath: bool = False,
    card: str = "",
) -> Path:
    """Write the model, its description, and the model card if there is one; returns the model's path."""
    import onnx

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.onnx"
    onnx.save(_model(rate, speakers=bool(speakers), breath=breath), str(path))
    language, dataset, quality = name.split("-")
    description = {
        "audio": {"sample_rate": rate, "quality": quality},
        "espeak": {"voice": {"en_GB": "en-gb-x-rp", "en_US": "en-us"}.get(language, language[:2])},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "language": {"code": language},
        "dataset": dataset,
        "num_symbols": len(SYMBOLS),
        "num_speakers": max(1, len(speakers)),
        "speaker_id_map": {speaker: number for number, speaker in enumerate(speakers)},
        "phoneme_id_map": {symbol: [number] for number, symbol in enumerate(SYMBOLS)},
    }
    path.with_name(f"{path.name}.json").write_text(json.dumps(description), encoding="utf-8")
    if card:
        (folder / "MODEL_CARD").write_text(card, encoding="utf-8")
    return path


def _model(rate: int, *, speakers: bool, breath: bool) -> Any:
    import numpy
    from onnx import TensorProto, checker, helper, numpy_helper

    node = helper.make_node

    def constant(name: str, value: object, kind: object = numpy.float32) -> Any:
        return numpy_helper.from_array(numpy.array(value, dtype=kind), name)

    def declared(name: str, kind: int, shape: list[object]) -> Any:
        return helper.make_tensor_value_info(name, kind, shape)

    whole = numpy.int64
    constants = [
        constant("frames", float(FRAMES)),
        constant("hop", HOP, whole),
        constant("zero", 0, whole),
        constant("one", 1, whole),
        constant("flat", [-1], whole),
        constant("shape", [1, 1, -1], whole),
        constant("nothing", 0.0),
        constant("lowest", 110.0),
        constant("step", 9.0),
        constant("turn", 2 * numpy.pi / rate),
        constant("loud", 0.3),
        constant("speaker_step", 40.0),
    ]
    inputs = [
        declared("input", TensorProto.INT64, ["batch", "phonemes"]),
        declared("input_lengths", TensorProto.INT64, ["batch"]),
        declared("scales", TensorProto.FLOAT, [3]),
    ]
    nodes = [
        # how long each phoneme is, in samples: scales are noise, length, and noise of the lengths
        node("Gather", ["scales", "one"], ["length_scale"], axis=0),
        node("Mul", ["length_scale", "frames"], ["length"]),
        node("Ceil", ["length"], ["whole"]),
        node("Cast", ["whole"], ["count_of_frames"], to=TensorProto.INT64),
        node("Mul", ["count_of_frames", "hop"], ["samples"]),
        # which phoneme each sample belongs to, and so its frequency
        node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        node("Size", ["input"], ["number"]),
        node("Mul", ["number", "samples"], ["total"]),
        node("Range", ["zero", "total", "one"], ["time"]),
        node("Div", ["time", "samples"], ["which"]),
        node("Reshape", ["ids", "flat"], ["phonemes"]),
        node("Gather", ["phonemes", "which"], ["phoneme"], axis=0),
        node("Mul", ["phoneme", "step"], ["above"]),
        node("Add", ["above", "lowest"], ["plain"]),
    ]
    pitch = "plain"
    if speakers:
        inputs.append(declared("sid", TensorProto.INT64, ["batch"]))
        nodes += [
            node("Cast", ["sid"], ["speaker"], to=TensorProto.FLOAT),
            node("Mul", ["speaker", "speaker_step"], ["higher"]),
            node("Add", ["plain", "higher"], ["of_speaker"]),
        ]
        pitch = "of_speaker"
    nodes += [
        node("Cast", ["time"], ["seconds"], to=TensorProto.FLOAT),
        node("Mul", [pitch, "seconds"], ["waves"]),
        node("Mul", ["waves", "turn"], ["phase"]),
        node("Sin", ["phase"], ["sine"]),
        node("Mul", ["sine", "loud"], ["tone"]),
        node("Cast", ["input_lengths"], ["count"], to=TensorProto.FLOAT),
        node("Mul", ["count", "nothing"], ["unused"]),
        node("Add", ["tone", "unused"], ["clear"]),
    ]
    sound = "clear"
    if breath:
        nodes += [
            node("Gather", ["scales", "zero"], ["noise_scale"], axis=0),
            node("RandomNormalLike", ["clear"], ["noise"]),
            node("Mul", ["noise", "noise_scale"], ["scaled"]),
            node("Mul", ["scaled", "loud"], ["breath"]),
            node("Add", ["clear", "breath"], ["breathed"]),
        ]
        sound = "breathed"
    nodes.append(node("Reshape", [sound, "shape"], ["output"]))
    names = {name for step in nodes for name in step.input}
    graph = helper.make_graph(
        nodes,
        "tiny",
        inputs,
        [declared("output", TensorProto.FLOAT, ["batch", 1, "time"])],
        [value for value in constants if value.name in names],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    checker.check_model(model)
    return model
