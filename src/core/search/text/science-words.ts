// Words of titles and abstracts of arXiv (metadata, CC0 1.0) and of the ACL Anthology from 2016 on (CC BY 4.0), each in at
// least 10 papers and in no English dictionary; made by config/science-words.ts.
const WORDS = `
aachen aaronson abboud abductive abovementioned abramsky absa accumulo achievability ackermann activitynet acyclicity adaboost
adam adams adas adhoc adic adleman admm adrs adversarially affordance affordances africa african agarwal agda agrawal aimd
airbnb alexa alexnet algerian algorithmica algorithmics alia alibaba alice allen allenai alon altmetric altmetrics alur
alzheimer ambainis amdahl america american americans amharic amrs amsterdam anal anderson andoni angeles angluin anonymization
anova ansatz antichain antichains anycast aodv apis appl approx approximability approximable approximant approximants
approximator approximators april apriori apsp arab arabia arabizi arboricity arduino arent arima arities arity arizona arma
arnold arnoldi arora arthur arxiv aryan asap ascii ases asia asian asic asics aspec assamese asses assortativity asvspoof
asymptotics async atari atis atsp auditability auroc australia australian austria austrian autoencoder autoencoders
autoencoding automl autoregressive autotuning auvs awgn axelrod axiomatizable azar babai babelnet babi backdoors backend
backends backoff backpressure backprop backpropagation backstepping backtranslation baidu baire balancedness balls banach
bangla bangladesh bansal banzhaf barabasi barack barak barcelona bart barvinok barycenter bauer bayesian bcis bdds beamformer
beamformers beamforming beamwidth beijing belgium beltrami bengali bennett berge berger berkeley berlekamp bernoulli bernstein
bert bertrand bethe betti bezier bezout bfgs biaffine bibliometric bibliometrics bichromatic biclique biclustering biconnected
biconnectivity bicriteria bidaf bidimensional bigdata bigram bigrams bigraphs bigru biharmonic bilstm bilstms bilu bimatrix
binarization binarized bioasq biobert biocreative bionlp biot bipartiteness birkhoff bisimilar bisimilarity bisimulation
bisimulations bitbucket bitcoin bitcoins bitext bitexts bitrate bitrates bitsize bittorrent bitwise bjorklund blackbox
blackwell blas bleu bloch blockchain blockchains blocklength blockmodel blockmodels blockwise blstm bluetooth blum bnns
bodlaender bollobas boltzmann boolean borda borodin bose boundedly boyer bpmn braess brandt braverman brazilian bregman brexit
british brouwer brownian bruijn bucc buchberger buchbinder buchi bucklin buhrman bulgarian burstiness bursty bytecode cacc
caffe cahn california caltech cambridge canadian candecomp cantonese captcha captchas caputo carlo carnegie cartesian
cassandra catalan cauchy cavs cayley cbir cbow cdcl cdma cdns cdrs cech cefr cegar celeba cepstral cepstrum cern cerny
certificateless cged chaitin chakraborty chan characterisation characterisations charikar charles chebyshev checkpointing
cheeger chekuri chen cheng chernoff chervonenkis chicago choi cholesky chomsky choosability choosable chordless christmas
christofides chudnovsky chung chvatal cifar circulant clac clarin clark clarke clarkson clevr clickbait clickbaits clifford
clinton clir cloudsim clpsych clusterings cmos cnfs cnns cnot coalgebra coalgebraic coalgebras codalab codebase codebases
codyrun coecke cogalex cograph cographs cohn coinduction coinductive coli coling colocation colorability columbia combin
combinator combinatoric combinatorica combinators comonad composability composable compositionality comput computably comve
concatenative conceptnet concolic condorcet configurability configurable conjugacy conll conneau connectionist connectome conp
contextuality contextualization contiki conv convexification convnet convnets convolutive conway cooccurrence copa copeland
copenhagen coqa cora coreference coreferences coreferent coreness corenlp coreset coresets cornell cortana courcelle cournot
coverability covid cplex cpss cpus cramer crdt crfs crnn crns croatian crosslingual crowdfunding crowdsensing crowdworkers
cryptocurrencies cryptocurrency cryptosystem cryptosystems csma csps ctmc cuda cumulants cuni customisable customizable cutset
cvae cvar cyberattacks cyberbullying cyberinfrastructure cyclegan cygan cyrillic czech dagstuhl dailymail dantzig darpa darwin
darwinian datacenter datacenters dataflows datalog datapath datapoints dataset datasets datatype datatypes david davis dblp
dbms dbmss dbns dbpedia dbscan dcase dcnn dcns ddos ddpg deanonymization debias debiased debiasing debreu december decodable
decompositional deconvolution deconvolutional decorrelation deepwalk defteval degroot delaunay delexicalized deliverables
denmark denoise denoised denoising denotational densenet deployability derandomization derandomize derandomized derandomizing
dereverberation ders descriptional determinization devaney devanur devlin devops dfas dfts diacritization diam diarization
didnt diffie digg dijkstra dimacs dinur diophantine dirac dirichlet disassortative discretisation discretisations discretised
discretization discretizations discretize discretized discretizing discriminatively disjointness dissipativity dist distilbert
distractor distractors distributedly distributionally django dnfs dnns doerr doesnt dofs dois dolev domination donald dont
doppler douglas downsampling dpll dpps dravidian dropbox dsdv dsls dsms dsrc dtds dtns dubins dublin duolingo dvfs dwork dyck
dynamicity ebay ecnu edas edelsbrunner edinburgh edison edmonds edus effectful ehealth ehrenfeucht ehrs eiffel eigen
eigendecomposition eigenpairs eigenproblems eigensolver eigenspace eilenberg elas elasticsearch electra elegans elgamal elkin
elmo embb embeddability embeddable emnlp emocontext emoint emoji emojis emrs encodings endofunctors england enodeb enron
ensembled ensembling entrywise epinions eppstein epstein eptas equi equivariant erdos esim estonian etal etaps ethereum
ethernet etsi euler eulerian eurocrypt europarl europe european eval evolvability exascale explainability expressibility
expspace exptime facto failover farsi fasttext faugere fcfs fdma fdtd featurization february feedforward feige feldman femto
femtocell femtocells feng fenics fermat feynman ffts fftw fgsm fibonacci fifo filesystem filesystems filterbank filterbanks
fincausal finetune finetuned finetuning finitary finland finnish firefox fischer fixpoint fixpoints fleiss flickr flink
florida floyd fmri fock focs fokker fomin forall formedness fortran fourier fpga fpgas fpras fptas fraigniaud fraisse frama
framenet france francisco frankl frechet frege frequentist friedkin friedman frobenius frontend fronthaul fsts functorial
gabor gacs gaia galerkin galician gallai galois galton garcia garg gaussianity gaussians gbps gcns gdpr gecco geforce gemm
genericity genia gentzen geolocated geolocation geom georeferenced george germanet germany gflops ghaffari gibbs gigaword gini
giorgi girard github glauber gmms gmres gnns gnss godel goemans goldberg goldreich goldwasser gomory goodput googlenet gordon
gpgpu gpgpus gprs gpus gramian gramians graphlab graphlet graphlets graphon grenoble grobner groebner grohe gromov
grothendieck groundtruth grover grundy grus guis gujarati gumbel gupta guruswami gutenberg guth gwap gzip hadamard hadoop
hadwiger halfspace halfspaces halpern hamilton hamiltonian hamiltonians hamiltonicity hankel hanoi hans harary hardcore harq
harris harvey haskell hasnt hasse hastad haswell hateval hausdorff havent hawkes hdfs heatmap heatmaps hebbian hebrew
hegselmann heisenberg hell hellinger hellman helly helmholtz helsinki hennessy henzinger herbrand hermite hermitian hetnet
hetnets hevc heyting higgs hilbert hillary hillel hindi hinglish hirsch hmds hmms hoare hodge holant hololens holonomic
homomorphically homophilic homophily homothetic homotopic homotopy hopcroft hopf hopfield hopkins hotpotqa howard hownet hpcc
hpsg html http https huang huawei huber huffman hungarian hvac hvdc hyperedge hyperedges hyperelastic hypergraph hypergraphs
hyperledger hyperloglog hyperparameter hyperparameters hyperpartisan hyperspectral hypertree hypervisor hypervisors
hypervolume iaas iarpa icalp icelandic icio iclp icsi icts icub identifiability idiomaticity idss ieee iemocap iest ietf iiit
iiot iitp ijcnlp illinois imageability imagenet imdb imex immerman impagliazzo imperceptibility implementable imus
inapproximability inapproximable incompressibility incrementality indegree indian indic indo indonesia indonesian indowordnet
indyk inet infersent infiniband infomap informetrics initio injectivity inpainting inria instagram integro interannotator
interconnectivity interdisciplinarity interleavings interoperate interpolant interpolants interprocedural intuitionistic
inuktitut involutive iots iphone iqcs iran iranian ireland irish irving isaac isabelle ising isis isizulu islamic isnt
isogeometric isoperimetric isps italian italy itcs itemset itemsets itss iwslt izhikevich jaccard jackson jacm jacobi jacobian
jacobians jacobs jain jansen january japanese javascript jcss jensen jerrum jfleg jiang johnsen jozsa jpeg json julia july
june jupyter kaczmarz kademlia kaggle kahan kahn kalai kaldi kalman kannada kannan kantorovich kaplan karger karhunen karman
karp karpinski karush katz kawarabayashi kazakh kbqa kelner kempe kendall kepler keras kernelization kernelized keyphrase
keyphrases keypoint keypoints keystream khanna khot kinect kinodynamic kirchhoff kirkpatrick kitti klauck klee kleene klein
kleinberg kleisli kljn kneser knuth kobayashi kohonen kolmogorov kong konig koopman korea korean korner koutsoupias kpis
krasovskii krause kriging kripke krippendorff krivelevich kronecker kruskal krylov kubernetes kuhn kuka kullback kumar
kuramoto kurdish kutta kyoto labelings labview lagrange lagrangian lambek lamport lanczos landauer langevin lans lapack
laplace laplacian laplacians lasserre latin latvian laurent lawrence lawvere layerwise ldpc leadingones lebesgue legendre lego
leibler leibniz leiden lemmatizer lempel lenet lenstra lenzen lett levenberg levenshtein lexicalist lexico leydesdorff lfsr
lglg librispeech lics lifecycle likert lincoln lindenstrauss linearizability linearizable linial linkability linkedin
liouville lipschitz lipton lisa listwise lithuanian littlewood lium liwc llod lloyd llvm lmis loeve logd logit logk logn
logspace lokshtanov london longstanding longsumm lookahead lora lorawan lorenz lotka louvain lovasz lovett lpwan lpwans lrec
lstm lstms ltag luby lucas lucene lukasiewicz lvcsr lyapunov lyndon macaulay macrocell macrocells madar mahalanobis
majorization makespan malayalam malaysia maml mandelbrot manets mann mansour manufacturability manycore mape mapreduce marathi
marco marcus marian markov markovian marquardt marx maryland massey matchings matern mathematica mathieu matlab matousek
matroid matroids maude mavs maxent maximality maxout maxsat maxweight mbert mbps mccallum mceliece mcmc mcts mdps mediqa
medline medoids meka melbourne mellon memcomputing memoization memoryless memotion memristive memristor memristors mendeley
mendez menger ments merkle mers mersenne meshless meso mesoscopic metaheuristic metaheuristics metamodel metamodels
metaphoricity metaprogramming mexican mexico meyer mfcc mfccs mfcs microarchitectural microarchitecture microarchitectures
microbenchmarks microcontroller microcontrollers microfluidic microgrid microgrids microservice microservices microsoft
middleboxes mikolov milner milp mimo minecraft minhash minibatch minimalistic minimality mininet minkowski minlp minmax mirai
misspecification mitchell mitl mitm mizar mlns mlps mmse mmwave mnist mnli mnos mobilenet mobius modularization moea moebius
monge mongodb monic monoid monoidal monoids monolingually montgomery montreal mooc moocs moodle moore moran moroccan morphism
morphisms morphosyntactic mosei moser mosi mossel motwani motzkin movielens mozilla mpeg mpls mpsoc mpsocs mptcp mram mrls
mscoco mturk muchnik mujoco mulmuley multi multiagent multibody multicasting multiclass multicommodity multicore multicores
multicriteria multicut multiflow multifractal multigraph multigraphs multihop multilabel multiling multilinguality
multimodality multinli multiobjective multiphysics multiplexity multipoint multirate multiresolution multirotor multiscale
multiset multisets multitarget multithreaded multivalued multiview multiway multiwinner multiword multiwoz munich munro mwes
mwis mxnet myanmar myers myerson mysql nadi nakagami nakamoto nand nano naor narrativeqa nasa nash navier ncbi ncss ndcg nell
nepali nesetril nesterov netflix netherlands netlist neumann neuro neuroevolution neuroimaging neuromorphic newman newtonian
nexp nexptime nfas ngos ngram ngrams nguyen nict niederreiter nigeria nikolov nisan nist nitsche nlogn nlos nlptea nmpc nocs
nonconvex nonconvexity nondeterminism nonholonomic nonlinearly nonmonotonic nonnegativity nonregular nonsingular nonsmooth
nonzeros norway norwegian nosql novo nsga ntcir nuclearity nullstellensatz numa numer numpy nurbs nvidia nyquist nystrom obama
ocaml october octree octrees odonnell ofdm ofdma offenseval ofthe olap olsr oltp omnet omni onemax ontolex ontonotes openacc
openai opencl openflow opengl openie openmp opennmt openssl openstack openstreetmap opensubtitles operandi operationalization
operationalize operationalized operationalizing opex opnet oram orientable orthant osns ospf outdegree outerplanar
outperformance overapproximation overcomplete overfitting oversampling paas pach packetized pada pade pagerank paillier
pakistan papadimitriou paraconsistent paracrawl parafac parallelisation parallelizability parallelizable parallelization
parareal pareto parikh parkinson parseme partitionings paterson pathloss pathwidth patrascu pauli paxos pbsmt pcfg pcfgs pcie
pcps pctl pdas pdes pdfs pdtb peano pearson peled peleg peng penn pennsylvania penrose perceptron perceptrons performant perl
permissioned permissionless persian pesq petascale petersen petrov petsc pettie pharmaconer pharmacovigilance phylogenetics
phys physarum picard pico planck planetlab plcs plda plms plos plotkin pluggable plugin plugins plwordnet pmus pnas podc
poincare pointwise poissonian pokemon poland policymakers polya polycephalum polyline polylog polylogarithmic polynomially
polyominoes polytime polytope polytopes polytopic pomdp pomdps pontryagin poroelasticity portugal portuguese posa posedness
poset posets posix possibilistic postcondition postconditions posteriori postgresql postprocessing powerset ppad ppdb prague
precomputation preconditioner preconditioners predistribution prefetch prefetching pregel preimage prenex presburger presheaf
presheaves princeton priori prng proactively proc procrustes proofness propbank prosocial pseudoinverse pseudometric
pseudopolynomial pseudorandomness pseudospectral psnr pspace ptas pthreads ptime pubmed pudlak pufs punjabi pushout
pustejovsky pytorch quac quadcopter quadcopters quadrotor quadrotors quadtree quantumly quasilinear quasipolynomial qubo
queryable quic quicksort quora rabin rademacher radford radhakrishnan rado raghavendra ramanujan ramsey rans ransac ransomware
raphson raviart rayleigh razborov rbac rbfs rbms rcnn rdbms rdma reachability realworld reconfigurability reddit redis reducts
reeb refactoring refactorings regex regrasp regularizer regularizers reinflection reingold relu remeshing reno renyi
reparameterization representability reprojection reram rerank reranker reranking residuated resnet resp retweet retweeted
retweeting retweets reuters reweighted reweighting rewritings reynolds rfid rgbd rham riccati ricci richardson rician
ridesharing riemann riemannian risc rivest rkhs rlnc rmse rnng rnns roadmap roadmaps robert roberta roberts robertson robinson
robocup robustify roditty romanian rome rosenbrock roth rothblum rotowire roughgarden roundoff rram rrhs rssi rsus rubinfeld
rubinstein rumoureval runge runtime runtimes russian rwth saas safra saha saito saks samsung sandboxed sandboxing sanskrit
santa satisfiability saudi saurabh saxena sbss scada scatterplot schaefer schatten schedulability schelling schmidt schneider
schnyder scholes schrijver schrodinger schulman schur schutzenberger schwartz schwarz scibert scienceie scientometric
scientometrics scikit scipy scisumm scitail scns scopus scotland scott scottish screencast sdes sdlc sdns sdps sdss seattle
segmenter segmenters selectional selfie semcor semeval semg semialgebraic semidefinite semilinear semiring semirings semitic
sensemaking sensorless sentimix sentiwordnet september serbian serializability serializable serverless servoing seth setpoint
setpoints seymour sfcs sgns shafer shakespeare shallit shamir shannon shapley sharir shen sherali sherman shmoys shoham shor
shpilka shub siam sicomp sierpinski sigmorphon silico simd simon simplequestions simpson simulink sina sinai sinclair
singapore sinhala sinkhorn sinr siso situ skipgram skolem skylake skype slas slavic sleator slovak slovene slovenian smale
smartwatch smartwatches smes smirnov snli snns snomed snrs snss sobol sobolev socg socio sociotechnical socp sofic softmax
softwarization solomon somali sorbian sota sourceforge spaa spacetime spanglish spanish sparc sparql sparsification sparsified
sparsifier sparsifiers sparsifying spatio sperner spielman spintronic splittable spmrl spmv spotify spss sqlite sqrt sram
srinivasan srivastava ssds ssim sssp stabilizability stabilizable stackelberg stackexchange stackoverflow stacs standalone
stanford starcraft statecharts stateful stationarity stdp steganalysis stego steiner stepsize stepsizes stewart stft
stigmergic stigmergy stirling stoc stochasticity stockmeyer stoi strassen strategyproof strategyproofness strogatz sturmian
stuttgart stylometric subadditive subband subbands subchannel subcorpora subcorpus subcubic subdomain subdomains
subexponential subformula subformulas subgame subgradient sublinearly sublogarithmic submanifold submodels submodular
submodularity submodules suboptimality suboptimally subpolynomial subquadratic subreddit subreddits subshift subshifts
substring substrings subterm subterms subtour subtree subtrees subtyping subword subwords sudan sudoku sugeno superlinear
supermodular supermodularity superpolynomial supersense supersenses superset supertagging surjectivity suzuki svhn svms svrg
swadesh swahili sweden swedish swipt switzerland sydney sylvester symplectic synchrophasor synset synsets syntcomp syrian
sysml syst systematicity szegedy szemeredi tacotron tacred tagalog tagset taiwan takagi talwar tamil taobao tardos tarjan
tarski taylor tdma tdnn teleoperated teleoperation telugu tempeval tencent teng tensorflow testbed testbeds testset textgraphs
textrank tfidf tgds thai theano theart theor thermo thomas thompson thomson thorup thresholded thresholding thue thunlp
tikhonov timebank timeml timestep timesteps timit tion tions toefl toeplitz toffoli tokenization tokenized tokenizer
tokenizers tokyo toolchain toronto touchscreen tplp trac traceroute transactive transductive transitioned transitioning
translationese traversability trec treebank treebanking treebanks treedepth treelstm treewidth trevisan tridiagonal
tripadvisor triviaqa trojan trojans tsmc tumblr tunisian turan turing turkish tutte tverberg uavs uber ucca udpipe ukraine
ukrainian ulmfit ultrametric umls umts uncapacitated unclonable uncompressed underactuated underdetermined underexplored
underspecification underspecified undetectability unencrypted unicast unicode unigram unigrams unimodal unimodular unimorph
uninterpreted unintuitive uniprocessor unitaries universitat unix unmodeled unmt unnormalized unphysical unsat
unsatisfiability unsplittable unsupervisedly untargeted untranscribed untrusted untyped upenn upos uppaal upperbound uppsala
upsampling upto urdu uris urllc urls usrp uyghur validator validators vandermonde vanet vanets vapnik vardi vardial vass
vassilevska vaswani vazirani vcsp vcsps vempala verbnet verilog versa vhdl vickrey vietnamese vietoris viewport vinci virality
virtex virtualisation virtualization visuo visuomotor viterbi vitro vlasov vlsi vmwe vmwes vnfs volterra vondrak voronoi
voxceleb wadge wagner walrasian wals walsh wang washington wassa wasserstein watrous watson wavenet wban wbans webnlg
webquestions webrtc wechat weibo weibull weihrauch weinstein weisfeiler weve weyl whatsapp whitebox whitespace whitney wifi
wigderson wigner wikidata wikihop wikihow wikinews wikipedia wikipedias wikiqa wikisql wikitext wiktionary williamson wilson
wimax winfree winograd wirelessly wireline wlan wlans wmns wngt wnut wolfe wordnet wordnets wordpiece wsdm wsns wyner xeon
xgboost xilinx xlnet xnli xnor xpath yago yannakakis yoshida youre youtu youtube zealand zeilberger zeno zenodo zhang zhao
zhou zigbee zipf zipfian zurich zwick zynq`;

/** Words of research that English dictionaries lack. */
export const scienceWords: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
