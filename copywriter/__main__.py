"""python -m copywriter write | check | train | finetune | convert | evaluate: the library from a shell.
Knows arguments, files and exit statuses; everything else is done by the modules it names."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from tqdm import tqdm

from copywriter.records import CHANNELS, KINDS, LANGUAGES, LENGTHS, MARKETS, TONES, Brief, ProductFacts, Sampling

#: Commands that have a module of their own: where, which function (argv → exit status), what it does.
ELSEWHERE = {
    "train": ("copywriter.training.command", "train", "train the house model from its passages"),
    "finetune": ("copywriter.training.command", "finetune", "adapt a model to a shop's own approved copy"),
    "evaluate": ("copywriter.evaluation", "main", "measure what a model writes, on real products"),
}


def main(argv: Sequence[str] | None = None) -> int:
    argv = list(sys.argv[1:] if argv is None else argv)
    if argv and argv[0] in ELSEWHERE:
        module, function, _ = ELSEWHERE[argv[0]]
        return int(getattr(importlib.import_module(module), function)(argv[1:]) or 0)
    arguments = _parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m copywriter", description="Product facts in, checked copy out.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    write = commands.add_parser("write", help="product lines, or any importable file, in; candidates out, best first")
    _files(write)
    write.add_argument("--kind", choices=KINDS, default="description")
    write.add_argument("--language", choices=LANGUAGES, default="", help="default: the language of each product")
    write.add_argument("--tone", choices=TONES, default="plain")
    write.add_argument("--length", choices=LENGTHS, default="medium")
    write.add_argument("--audience", default="", help='whom the text speaks to, such as "new parents"')
    write.add_argument("--occasion", default="")
    write.add_argument("--channel", choices=CHANNELS, default="web")
    write.add_argument("--market", choices=MARKETS, default="", help="default: CN for Chinese, US for English")
    write.add_argument("--instruction", default="", help="one more wish, for engines that read it")
    write.add_argument("-n", type=int, default=5, help="candidates a product")
    write.add_argument("--temperature", type=float, default=0.7)
    write.add_argument("--max-length", type=int, default=0, help="new tokens a candidate; default: by --length")
    write.add_argument("--seed", type=int, default=0, help="of the first product; each next one has the next number")
    write.add_argument("--engine", default="house", help="house, transformers:gpt2, openvino:FOLDER, openai:URL")
    write.add_argument("--over-ask", type=float, default=1.6, help="answers drawn for each one shown")
    write.set_defaults(run=_write)
    check = commands.add_parser("check", help="lines with a product and a text in; findings and ledger out")
    _files(check)
    check.set_defaults(run=_check)
    convert = commands.add_parser("convert", help="make the fast CPU form of any Hugging Face model")
    convert.add_argument("name", metavar="NAME", help="hub name or folder, such as gpt2")
    convert.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="default: converted/NAME")
    convert.add_argument("--keep-environment", type=Path, metavar="FOLDER", help="make it there and keep it")
    convert.set_defaults(run=_convert)
    for name, (_, _, what) in ELSEWHERE.items():
        commands.add_parser(name, help=f"{what} ({name} --help)", add_help=False)
    return parser


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", nargs="?", metavar="IN", default="-", help="default: standard input")
    parser.add_argument("-o", "--output", metavar="OUT", default="-", help="default: standard output")


@contextlib.contextmanager
def _output(name: str) -> Iterator[TextIO]:
    if name == "-":
        _as_utf8(sys.stdout)
        yield sys.stdout
        sys.stdout.flush()
        return
    with open(name, "w", encoding="utf-8", newline="\n") as out:
        yield out


def _as_utf8(stream: TextIO) -> None:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8")


def _write(arguments: argparse.Namespace) -> int:
    from copywriter.engines import EngineError, load_engine  # noqa: PLC0415  (each command loads only what it needs)
    from copywriter.formats import UnreadableFile  # noqa: PLC0415
    from copywriter.lines import write_lines  # noqa: PLC0415

    try:
        sampling = Sampling(
            n=arguments.n,
            temperature=arguments.temperature,
            max_length=arguments.max_length,
            seed=arguments.seed,
        )
    except ValueError as error:
        return _refuse(str(error))

    def ask(product: ProductFacts) -> Brief:
        return Brief(
            product=product,
            kind=arguments.kind,
            language=arguments.language or product.language,
            tone=arguments.tone,
            length=arguments.length,
            audience=arguments.audience,
            occasion=arguments.occasion,
            channel=arguments.channel,
            market=arguments.market,
            instruction=arguments.instruction,
            sampling=sampling,
        )

    try:
        lines = list(_lines(arguments.input))
        engine = load_engine(arguments.engine)
        with _output(arguments.output) as out, tqdm(total=len(lines), unit=" products", file=sys.stderr) as bar:
            tally = write_lines(lines, engine, ask, out, progress=bar.update, over_ask=arguments.over_ask)
        engine.close()
    except (OSError, EngineError, UnreadableFile) as error:
        return _refuse(str(error))
    return tally.status


def _check(arguments: argparse.Namespace) -> int:
    from copywriter.formats import UnreadableFile  # noqa: PLC0415
    from copywriter.lines import check_lines  # noqa: PLC0415

    try:
        with _output(arguments.output) as out, tqdm(unit=" texts", file=sys.stderr) as bar:
            return check_lines(_lines(arguments.input), out, progress=bar.update).status
    except (OSError, UnreadableFile) as error:
        return _refuse(str(error))


def _lines(name: str):  # noqa: ANN202  (an iterator of copywriter.lines.Line)
    from copywriter.lines import read_file, read_lines  # noqa: PLC0415

    if name != "-":
        return read_file(Path(name))
    _as_utf8(sys.stdin)
    return read_lines(sys.stdin)


def _convert(arguments: argparse.Namespace) -> int:
    from copywriter.engines.convert import ConversionFailed, convert  # noqa: PLC0415

    folder = arguments.output or Path("converted") / Path(arguments.name).name
    try:
        convert(arguments.name, folder, environment=arguments.keep_environment, say=_say)
    except ConversionFailed as error:
        return _refuse(str(error))
    print(f"openvino:{folder}")
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _refuse(text: str) -> int:
    _say(text)
    return 2


if __name__ == "__main__":
    sys.exit(main())
