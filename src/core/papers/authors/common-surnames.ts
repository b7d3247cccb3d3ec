/**
 * Surnames under which 5 or more first names share an initial, folded: made by config/common-surnames.ts from the author names of
 * 99,998 records of arXiv (CC0) and the ACL Anthology (CC BY 4.0).
 */
export const commonSurnames: readonly string[] = `
  abdullah aditya agarwal aggarwal agrawal ahmad ahmadi ahmed ahn alam ali alizadeh almeida alves amin amini
  an anand anderson anwar arnold arora bai baker balasubramanian bandyopadhyay banerjee bansal bao basu bauer
  becker bennett berger bhardwaj bhat bhatia bhattacharjee bhattacharya bhattacharyya bianchi biswas bose
  brown bu bui cai campos cao carroll castro chakrabarti chakraborty chan chandra chang chapman chatterjee
  chattopadhyay chaudhuri chen cheng chi cho choe choi chopra chou choudhary choudhury chowdhury chu chun
  chung clark cohen collins correia costa cruz cui dai dang das dasgupta dash datta davis de deng deshpande
  dey diaz ding dinh do dong du duan dubey durand dutta evans fan fang feng fernandez ferreira fischer fisher
  foster frank fu fuchs fujita gan gao garcia garg ge geng george ghosh goel gomez gong gonzalez goswami
  goyal green gu guan guha guo gupta gutierrez ha han hansen hao hara hasan hashemi hashimoto hassan hayashi
  hayes he hernandez hiraoka ho hoang hoffmann hong hossain hosseini hou hsu hu hua huang hughes hussain
  hussein hwang ibrahim iqbal islam ito iyer jain jang jeon jha ji jia jiang jiao jin jing jo johnson jones
  jose joshi jung kaiser kang kannan kar karim kato kaur keller khan khandelwal kim king klein ko kobayashi
  kong krishnan kulkarni kumar kundu kwon lai lam lan lange le lee lei leung li liang liao lim lin ling liu
  lo long lopez lu luo lv ma machado mahmood maity majumdar majumder malik mandal mani mao marin martin
  martinez martins mehta mendes meng meyer miao miller min mishra misra mitra mittal mohamed mohammadi
  mohammed mohan mohanty mohseni mondal moon moore morales moran moreira moreno mueller mukherjee
  mukhopadhyay muller nair nakamura nam nandi narayanan navarro nayak ng nguyen ni nie nielsen niu oh
  oliveira ong pal pan panda pandey park patel pathak patil paul pei peng pereira perez peters pham phan
  prakash prasad qi qian qiao qin qiu qu rahman rai ramos rana rao ravi ray reddy ren rezaei ribeiro robinson
  rodrigues rodriguez rogers romero rosa ross rossi roy ruiz ryu sadeghi saha sahoo saito salehi sanchez
  santos sanyal sarkar sato saxena schmidt schmitt schneider schroder schulz scott sen sengupta seo serrano
  shah shaikh shan shao sharma shen shi shimizu shin shrestha shrivastava shu shukla sikdar silva singh
  singhal sinha smith song souza sridhar srinivasan srivastava stewart su subramanian sun sung suzuki tai
  takahashi tan tanaka tang tao taylor teixeira thomas tian tiwari tong torres tran tripathi tsai tseng tu
  ullah verma vidal vincent viswanathan vo vu wagner walker wan wang watanabe watson weber wei weiss wen
  white williams wilson wolf wong wright wu xia xiang xiao xie xin xing xiong xu xue yadav yamamoto yamazaki
  yan yang yao ye yeh yi yin yong yoon you young yu yuan yue yun zamani zeng zhai zhan zhang zhao zheng zhong
  zhou zhu zhuang zou zuo
`
  .trim()
  .split(/\s+/);
