"""The training loop: seeded, checkpointed, and resumable at any step.

The order of the batches follows from seed and step alone and nothing else is random (there is no
dropout: on a CPU its random numbers cost more than half of the time), so that a run that was
interrupted goes on exactly as if it had not been.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional
from transformers import PreTrainedModel

from index.errors import StoryIndexError
from index.reading.precision import quicken
from index.reading.training.features import Batch, Feature, batch, plan, scores_of
from index.reading.training.teaching import Lessons

CHECKPOINT = "checkpoint.safetensors"
LOG = "losses.jsonl"
_WEIGHT_DECAY = 0.01
_LONGEST_STEP = 1.0
"""The gradient's norm is cut to this."""


class CheckpointError(StoryIndexError):
    """A checkpoint belongs to another run."""


@dataclass(frozen=True, slots=True)
class Course:
    """How to train; together with the features and the seed it settles every loss."""

    steps: int
    seed: int
    tokens: int = 6_144
    """A batch's, padding included."""
    peak: float = 1e-4
    """The learning rate after the warm-up; it then falls to 0 in a straight line."""
    warm_up: int = 200
    """Steps."""
    averaged: float = 0.998
    """How much of the running average of the weights each step keeps."""
    taught: float = 0.8
    """The teacher's share of the loss, where there is a teacher."""
    temperature: float = 2.0
    """Of the teacher's and the student's distributions (Hinton, Vinyals and Dean 2015)."""
    frozen_layers: int = 0
    """The lowest layers that stay as they were, the embeddings with them."""


class Run:
    """A model that is being trained; ``folder`` keeps its checkpoint and log.

    Raises:
        CheckpointError: the folder keeps those of another course.
    """

    def __init__(
        self,
        model: PreTrainedModel,
        found: list[Feature],
        course: Course,
        folder: Path,
        *,
        pad: int,
        lessons: Lessons | None = None,
    ) -> None:
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = model
        nn.Module.to(model, self.device)
        self._found, self._course, self._folder, self._pad = found, course, folder, pad
        self._lessons = lessons
        _freeze(model, course.frozen_layers)
        # Steps are too small for half precision to hold their sum, so that the weights that
        # learn are kept in float32 and the model computes with a rounded copy.
        computing = {n: p for n, p in model.named_parameters() if p.requires_grad}
        self._trained = {n: p.detach().float().clone() for n, p in computing.items()}
        self._computing = computing
        quicken(model, self.device)
        self.average = {name: weight.clone() for name, weight in self._trained.items()}
        self._optimizer = torch.optim.AdamW(
            self._trained.values(), lr=course.peak, weight_decay=_WEIGHT_DECAY, fused=True
        )
        self.step = 0
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / CHECKPOINT).exists():
            self._resume()
        _keep_log_until(folder / LOG, self.step)

    def train(self, save_every: int, report: Callable[[int, float], None]) -> None:
        """Train to the last step; ``report`` hears of every step and its loss."""
        self.model.train()
        with (self._folder / LOG).open("a", 1, encoding="utf-8") as log:
            for planned in self._plan():
                started = time.perf_counter()
                loss = self._learn(batch([self._found[n] for n in planned], planned, self._pad))
                self.step += 1
                seconds = round(time.perf_counter() - started, 3)
                log.write(json.dumps({"step": self.step, "loss": loss, "seconds": seconds}) + "\n")
                report(self.step, loss)
                if self.step % save_every == 0 or self.step == self._course.steps:
                    log.flush()
                    self._save()

    def _plan(self) -> Iterator[tuple[int, ...]]:
        """The batches still to come, round after round."""
        lengths = [len(feature.ids) for feature in self._found]
        done, round_number = 0, 0
        while done < self._course.steps:
            planned = plan(lengths, self._course.tokens, self._course.seed + round_number)
            planned = planned[: self._course.steps - done]
            yield from planned[max(0, self.step - done) :]
            done, round_number = done + len(planned), round_number + 1

    def _learn(self, fed: Batch) -> float:
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate()
        loss = self._loss(scores_of(self.model, fed, self.device), fed)
        loss.backward()  # type: ignore[no-untyped-call]
        for name, weight in self._computing.items():
            self._trained[name].grad = None if weight.grad is None else weight.grad.float()
            weight.grad = None
        nn.utils.clip_grad_norm_(self._trained.values(), _LONGEST_STEP)
        self._optimizer.step()
        _put(self._computing, self._trained)
        # A young average forgets its beginning sooner.
        kept = min(self._course.averaged, (self.step + 1) / (self.step + 10))
        torch._foreach_lerp_(list(self.average.values()), list(self._trained.values()), 1 - kept)
        return float(loss.detach())

    def _rate(self) -> float:
        course = self._course
        warm = min(1.0, (self.step + 1) / max(1, course.warm_up))
        left = (course.steps - self.step) / max(1, course.steps - course.warm_up)
        return course.peak * min(warm, max(0.0, left))

    def _loss(self, out: torch.Tensor, fed: Batch) -> torch.Tensor:
        """The mean of first and last token's cross-entropy; with a teacher, mostly theirs."""
        gold = torch.stack([fed.first, fed.last], dim=1).to(self.device)
        hard = functional.cross_entropy(out.transpose(1, 2).flatten(0, 1), gold.flatten())
        if self._lessons is None:
            return hard
        taught = self._lessons.of(fed).to(self.device)
        heat = self._course.temperature
        soft = functional.kl_div(
            functional.log_softmax(out.transpose(1, 2) / heat, dim=-1),
            functional.softmax(taught.transpose(1, 2) / heat, dim=-1),
            reduction="none",
        )
        lesson = soft.sum(-1).mean() * heat**2
        return self._course.taught * lesson + (1 - self._course.taught) * hard

    def _save(self) -> None:
        moments = self._optimizer.state_dict()["state"]
        tensors = dict(self._trained.items())
        tensors |= {f"average.{name}": weight for name, weight in self.average.items()}
        for number, name in enumerate(self._trained):
            for kind in ("exp_avg", "exp_avg_sq"):
                tensors[f"{kind}.{name}"] = moments[number][kind]
        about = {"step": str(self.step), "course": json.dumps(asdict(self._course))}
        beside = self._folder / f"{CHECKPOINT}.new"
        save_file({n: t.detach().contiguous() for n, t in tensors.items()}, beside, about)
        beside.replace(self._folder / CHECKPOINT)

    def _resume(self) -> None:
        with safe_open(self._folder / CHECKPOINT, "pt", device=self.device) as file:
            about = file.metadata()
            if json.loads(about["course"]) != asdict(self._course):
                raise CheckpointError(
                    f"{self._folder} holds another run's checkpoint; name an empty folder."
                )
            self.step = int(about["step"])
            state = {}
            for number, (name, weight) in enumerate(self._trained.items()):
                weight.copy_(file.get_tensor(name))
                self.average[name] = file.get_tensor(f"average.{name}").clone()
                state[number] = {
                    "step": torch.tensor(float(self.step)),
                    "exp_avg": file.get_tensor(f"exp_avg.{name}").clone(),
                    "exp_avg_sq": file.get_tensor(f"exp_avg_sq.{name}").clone(),
                }
        _put(self._computing, self._trained)
        groups = self._optimizer.state_dict()["param_groups"]
        self._optimizer.load_state_dict({"state": state, "param_groups": groups})

    def finished(self) -> PreTrainedModel:
        """The model with the averaged weights, all in float32."""
        nn.Module.float(self.model)
        _put(dict(self.model.named_parameters()), self.average)
        return self.model


def mix(model: nn.Module, before: Mapping[str, torch.Tensor], share: float) -> None:
    """Draw a model's weights back towards those it began with.

    Wortsman et al., "Robust fine-tuning of zero-shot models" (2022): weights between the two
    often do better than either.

    Args:
        model: after training.
        before: its weights before.
        share: of those after, 0..1.
    """
    after = model.state_dict()
    model.load_state_dict({n: before[n].float().lerp(w.float(), share) for n, w in after.items()})


def _freeze(model: nn.Module, layers: int) -> None:
    if not layers:
        return
    frozen = ["embeddings.", "relative_attention_bias"]
    frozen += [f"layer.{number}." for number in range(layers)]
    for name, weight in model.named_parameters():
        if any(part in name for part in frozen):
            weight.requires_grad = False


def _put(weights: Mapping[str, torch.Tensor], values: Mapping[str, torch.Tensor]) -> None:
    with torch.no_grad():
        for name, value in values.items():
            weights[name].copy_(value)


def _keep_log_until(path: Path, step: int) -> None:
    """Lines of steps that will be taken again are dropped."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    path.write_text("".join(f"{line}\n" for line in lines[:step]), encoding="utf-8")
