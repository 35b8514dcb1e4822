"""What a researcher writes: experiment files, their factors and points."""

from retainsim.experiment.factors import Factor, Point
from retainsim.experiment.reading import Experiment, load_experiment

__all__ = ["Experiment", "Factor", "Point", "load_experiment"]
