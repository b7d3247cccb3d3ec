/** Words of research; many of them are in no paper of a small collection. */
export const researchWords: readonly string[] = `
  protein drug genetics battery lung genome genomics proteomics metabolomics crispr microbiome perovskite photovoltaics graphene
  neuroimaging electroencephalography tomography radiology oncology cardiology immunology epidemiology vaccine antibody enzyme
  peptide ribosome chromosome transcriptome phenotype metagenomics phylogenetics biodiversity ecology glacier hydrology
  seismology volcano tectonics mineralogy crystallography spectroscopy chromatography electrophoresis catalysis electrolysis
  polymer nanoparticle microfluidics plasma superconductivity magnetism photonics interferometry astrophysics exoplanet
  telescope neutrino quark boson hadron thermodynamics entropy turbulence aerodynamics rheology corrosion metallurgy
  groundwater irrigation agronomy livestock malaria tuberculosis hepatitis diabetes hypertension dementia schizophrenia
  psychotherapy anthropology archaeology phonology econometrics taxation jurisprudence bioethics pedagogy angiogenesis
  apoptosis autophagy biomarker immunotherapy chemotherapy nephrology ophthalmology glaucoma arrhythmia lidar hyperspectral
  geodesy lithium cathode electrolyte supercapacitor piezoelectric spintronics bioinformatics monad automata sorting
  analyte statin anode lattice mitosis meiosis osmosis enzymatic cortisol insulin glucose leukemia melanoma lesion stent
  suture femur cornea retina cochlea synapse dendrite axon cytokine plasmid operon codon intron exon zygote larva pollen
  fungi yeast lichen algae kelp plankton estuary delta moraine basalt gneiss quartz feldspar zircon isotope redox ligand
  chelate amide ester ketone aldehyde polymerase kinase tubulin actin myosin collagen keratin insomnia aphasia dyslexia
  autism anxiety stigma kinship ritual liturgy morpheme diphthong fricative tariff subsidy monopoly oligopoly inflation
  annuity escrow fermion gluon muon soliton plasmon exciton phonon magnon skyrmion pulsar quasar nebula parallax azimuth
  geoid bathymetry sonar ferrofluid elastomer composite alloying annealing tribology`
  .trim()
  .split(/\s+/);

/** What a hand does to words of six letters and more, and the words. */
export const slips: readonly (readonly [string, string])[] = `
  uncertainity/uncertainty reinforcment/reinforcement langauge/language retreival/retrieval retrival/retrieval
  detecton/detection segmetation/segmentation classifcation/classification transfomer/transformer attenton/attention
  generatoin/generation difussion/diffusion diffuson/diffusion robotcs/robotics manipualtion/manipulation
  navigaton/navigation embeding/embedding embbeding/embedding relevence/relevance infomation/information
  recomendation/recommendation efficent/efficient alogrithm/algorithm algoritm/algorithm optimizaton/optimization
  gradeint/gradient netwrok/network nerual/neural convolutoinal/convolutional recurent/recurrent supervison/supervision
  unsupervsed/unsupervised pretaining/pretraining langugae/language dialouge/dialogue summarizaton/summarization
  translaton/translation knowlege/knowledge distilation/distillation ensembel/ensemble calibraton/calibration
  bayesain/bayesian probabilstic/probabilistic stochatic/stochastic adversrial/adversarial robustnes/robustness
  generalizaton/generalization federatd/federated benchmrk/benchmark evalution/evaluation datset/dataset
  anotation/annotation similarty/similarity represenation/representation archtecture/architecture experimants/experiments
  simualtion/simulation multimdal/multimodal predicton/prediction distrbuted/distributed
  learing/learning sematic/semantic netowrk/network neurla/neural trasformer/transformer attnetion/attention
  lanuage/language classfication/classification clasification/classification regresion/regression segmentaion/segmentation
  detecion/detection recogntion/recognition recogniton/recognition reinforcemnt/reinforcement genrative/generative
  generativ/generative difusion/diffusion adverserial/adversarial adversarail/adversarial robustess/robustness
  uncertanty/uncertainty calibation/calibration ensmeble/ensemble emsemble/ensemble distilaltion/distillation
  quantizaton/quantization prunning/pruning compresion/compression optimisaton/optimization gradiant/gradient
  backpropogation/backpropagation convolutonal/convolutional reccurrent/recurrent embeddign/embedding
  represntation/representation clusterng/clustering summarisaton/summarization translaion/translation dialgoue/dialogue
  questoin/question anwsering/answering knowldge/knowledge reasonig/reasoning explainabilty/explainability
  intepretability/interpretability fairnes/fairness privcay/privacy federatde/federated distribtued/distributed
  parralel/parallel schedulling/scheduling simulaton/simulation navigtion/navigation manipulaiton/manipulation
  trajctory/trajectory benchamrk/benchmark datasest/dataset evaluaton/evaluation compted/computed trined/trained`
  .trim()
  .split(/\s+/)
  .map((slip) => slip.split('/') as [string, string]);
