"""What a worker computes with, and where its models are known: engines of its own and their store, or a backend elsewhere."""

from tutorfleet.models.catalogue import Catalogue
from tutorfleet.worker.elsewhere import RemoteCatalogue, RemoteEngines
from tutorfleet.worker.engines import Engines

Serving = Engines | RemoteEngines
Models = Catalogue | RemoteCatalogue
